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

    public async ValueTask SubmitAsync(IntakeMessage message, CancellationToken cancellationToken)
    {
        await Gate.WaitAsync(cancellationToken);
        Messages.Add(message);
        await _arrived.Writer.WriteAsync(message, cancellationToken);
    }

    /// <summary>The next message that arrives.</summary>
    public Task<IntakeMessage> NextAsync() =>
        _arrived.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
}
