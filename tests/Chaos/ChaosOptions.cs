namespace MiyagiSensing.Chaos;

/// <summary>What was asked for.</summary>
/// <param name="Rounds">How many rounds.</param>
/// <param name="Seed">Decides everything random.</param>
/// <param name="Only">Null: all rounds. Else this one alone.</param>
/// <param name="LogFolder">Where the logs of a failing round go.</param>
internal sealed record ChaosOptions(int Rounds, int Seed, int? Only, string LogFolder);
