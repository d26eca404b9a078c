using System.Globalization;

namespace MiyagiSensing.Chaos.Faults;

/// <summary>One fault of a round.</summary>
/// <param name="Kind">What.</param>
/// <param name="At">When, from the beginning of the round.</param>
/// <param name="Length">How long until it is lifted; a kill is done at once, and the load goes on for so long.</param>
/// <param name="Seed">Decides what else is to be decided.</param>
internal sealed record Fault(FaultKind Kind, TimeSpan At, TimeSpan Length, int Seed)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Kind} at {At.TotalSeconds:0.00} s for {Length.TotalSeconds:0.00} s");
}
