namespace MiyagiSensing.Host.Import;

/// <summary>What became of a rover's or caster's log.</summary>
/// <param name="Stored">Events stored: beginnings, ends, and minutes of a rover's epochs.</param>
/// <param name="Known">Events that were stored already.</param>
/// <param name="Epochs">Epochs (GGA sentences) in what is stored now.</param>
/// <param name="Refused">Lines that were not understood.</param>
/// <param name="Named">The first of them.</param>
internal sealed record RtkLogResult(int Stored, int Known, int Epochs, int Refused, IReadOnlyList<RefusedLine> Named);
