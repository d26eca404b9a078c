using MiyagiSensing.Domain.Ports;

namespace MiyagiSensing.Host.Import;

/// <summary>History of one device on its way to the journal.</summary>
internal sealed class ImportedMessage : IntakeMessage
{
    private readonly TaskCompletionSource<IntakeOutcome> _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How it ended.</summary>
    public Task<IntakeOutcome> Settled => _settled.Task;

    public override IntakeCounts Counts { get; } = new();

    public override void Settle(IntakeOutcome outcome) => _settled.SetResult(outcome);
}
