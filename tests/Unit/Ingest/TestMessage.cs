using MiyagiSensing.Domain.Ports;

namespace MiyagiSensing.Unit.Ingest;

/// <summary>A message that remembers how it ended.</summary>
internal sealed class TestMessage : IntakeMessage
{
    private readonly TaskCompletionSource<IntakeOutcome> _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<IntakeOutcome> Settled => _settled.Task;

    public override void Settle(IntakeOutcome outcome) => _settled.SetResult(outcome);
}
