using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using MiyagiSensing.Mqtt.Codec;
using MiyagiSensing.Mqtt.Server;
using MiyagiSensing.Mqtt.Server.Connections;

namespace MiyagiSensing.Unit.Mqtt.Server.Connections;

/// <summary>An output that receipts can report to.</summary>
internal sealed class OutputFixture : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly ConnectionClosing _closing;
    private readonly ConnectionOutput _output;

    public OutputFixture()
    {
        var transport = new TestTransport();
        _closing = new ConnectionClosing(transport.Input, CancellationToken.None);
        var metrics = new MqttMetrics(_services.GetRequiredService<IMeterFactory>());
        var server = new ServerContext(
            new FakeApplication(), new MqttSessions(), new MqttServerOptions(), TimeProvider.System, NullLogger.Instance, metrics, new OutputDrain());
        _output = new ConnectionOutput(transport, server, _closing, "c", MqttVersion.Mqtt5);
    }

    /// <summary>The receipts handed out and not taken off this list.</summary>
    public List<PublishAcknowledgement> Handed { get; } = [];

    public PublishAcknowledgement Acknowledgement(ushort packetId)
    {
        var acknowledgement = new PublishAcknowledgement(_output, packetId);
        Handed.Add(acknowledgement);
        return acknowledgement;
    }

    public void Dispose()
    {
        _closing.Dispose();
        _services.Dispose();
    }
}
