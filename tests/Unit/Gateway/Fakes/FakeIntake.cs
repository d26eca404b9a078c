using System.Threading.Channels;
using MiyagiSensing.Domain.Ports;
using Xunit;

namespace MiyagiSensing.Unit.Gateway.Fakes;

/// <summary>Collects what is handed over; nothing is settled until a test does so. Blocks while <see cref="Gate"/> is not completed.</summary>
internal sealed class FakeIntake : IIntake
{
    private readonly Channel<IntakeMessage> _arrived = Channel.CreateBounded<IntakeMessage>(1_000);

    public List<IntakeMessage> Messages { get; } = [];

    public Task Gate { get; set; } = Task.CompletedTask;

    public async ValueTask ReserveAsync(int payloadBytes, CancellationToken cancellationToken) => await Gate.WaitAsync(cancellationToken);

    public void Submit(IntakeMessage message)
    {
        Messages.Add(message);
        Assert.True(_arrived.Writer.TryWrite(message));
    }

    /// <summary>The next message that arrives.</summary>
    public Task<IntakeMessage> NextAsync() =>
        _arrived.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
}
