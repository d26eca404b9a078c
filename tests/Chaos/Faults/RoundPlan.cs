namespace MiyagiSensing.Chaos.Faults;

/// <summary>The faults of a round: follow from seed and number alone.</summary>
/// <param name="Number">Number of the round, from 1.</param>
/// <param name="Faults">One or two faults, in order of time.</param>
internal sealed record RoundPlan(int Number, IReadOnlyList<Fault> Faults)
{
    private static readonly FaultKind[] Kinds = Enum.GetValues<FaultKind>();

    /// <summary>When the last fault has been lifted.</summary>
    public TimeSpan End => Faults.Max(fault => fault.At + fault.Length);

    /// <summary>Makes the plan.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="number">The round.</param>
    /// <param name="canFillDisk">False where the disk can't be filled; the other rounds stay what they are.</param>
    public static RoundPlan Make(int seed, int number, bool canFillDisk)
    {
        var random = new Random(unchecked((seed * 1_000_003) + number));
        // Every kind gets its turn: the first fault goes through a shuffled deck, the second one of some rounds is any.
        var deck = Shuffled(new Random(unchecked((seed * 7_919) + ((number - 1) / Kinds.Length))));
        List<Fault> faults = [Make(deck[(number - 1) % Kinds.Length], random)];
        if (random.Next(10) < 4)
        {
            var second = Make(Kinds[random.Next(Kinds.Length)], random);
            if (second.Kind != faults[0].Kind)
            {
                faults.Add(second);
            }
        }

        faults.RemoveAll(fault => fault.Kind == FaultKind.FillDisk && !canFillDisk);
        if (faults.Count == 0)
        {
            faults.Add(Make(FaultKind.KillPlatform, random));
        }

        return new RoundPlan(number, [.. faults.OrderBy(fault => fault.At)]);
    }

    private static Fault Make(FaultKind kind, Random random) => new(
        kind,
        TimeSpan.FromMilliseconds(random.Next(400, 1_600)),
        TimeSpan.FromMilliseconds(random.Next(300, kind == FaultKind.FillDisk ? 3_500 : 2_500)),
        random.Next());

    private static FaultKind[] Shuffled(Random random)
    {
        FaultKind[] deck = [.. Kinds];
        random.Shuffle(deck);
        return deck;
    }
}
