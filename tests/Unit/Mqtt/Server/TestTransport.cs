using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace MiyagiSensing.Unit.Mqtt.Server;

/// <summary>A connection in memory; the test holds the other ends of its two pipes.</summary>
internal sealed class TestTransport : ConnectionContext, IConnectionLifetimeNotificationFeature, IDuplexPipe
{
    private readonly CancellationTokenSource _closed = new();
    private readonly CancellationTokenSource _closeRequested = new();

    public TestTransport()
    {
        Transport = this;
        Features.Set<IConnectionLifetimeNotificationFeature>(this);
    }

    public Pipe ToServer { get; } = new();

    public Pipe FromServer { get; } = new();

    public bool IsAborted { get; private set; }

    public PipeReader Input => ToServer.Reader;

    public PipeWriter Output => FromServer.Writer;

    public override string ConnectionId { get; set; } = "test";

    public override IFeatureCollection Features { get; } = new FeatureCollection();

    public override IDictionary<object, object?> Items { get; set; } = new Dictionary<object, object?>();

    public override IDuplexPipe Transport { get; set; }

    public override CancellationToken ConnectionClosed => _closed.Token;

    public CancellationToken ConnectionClosedRequested
    {
        get => _closeRequested.Token;
        set => throw new NotSupportedException();
    }

    /// <summary>What Kestrel does when the host stops.</summary>
    public void RequestClose() => _closeRequested.Cancel();

    public override void Abort(ConnectionAbortedException abortReason)
    {
        IsAborted = true;
        ToServer.Writer.Complete(abortReason);
        FromServer.Reader.Complete();
        _closed.Cancel();
    }
}
