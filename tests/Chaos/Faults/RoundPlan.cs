namespace MiyagiSensing.Chaos.Faults;

/// <summary>The faults of a round: follow from seed and number alone.</summary>
/// <param name="Number">Number of the round, from 1.</param>
/// <param name="Faults">One or two faults, in order of time.</param>
internal sealed record RoundPlan(int Number, IReadOnlyList<Fault> Faults)
{
    private static readonly FaultKind[] Kinds = [.. Enum.GetValues<FaultKind>().Where(kind => kind != FaultKind.None)];

    /// <summary>Every so many rounds one is quiet. Chosen: a run of 50 has six.</summary>
    private const int QuietEvery = 8;

    /// <summary>Which one of them. Chosen: a short run has one, too.</summary>
    private const int Quiet = 5;

    /// <summary>When the last fault has been lifted.</summary>
    public TimeSpan End => Faults.Max(fault => fault.At + fault.Length);

    /// <summary>Makes the plan.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="number">The round.</param>
    /// <param name="canFillDisk">False where the disk can't be filled; the other rounds stay what they are.</param>
    public static RoundPlan Make(int seed, int number, bool canFillDisk)
    {
        var random = new Random(unchecked((seed * 1_000_003) + number));
        if (number % QuietEvery == Quiet)
        {
            return new RoundPlan(number, [Make(FaultKind.None, random)]);
        }

        var turn = number - 1 - ((number + QuietEvery - Quiet) / QuietEvery);
        // Every kind gets its turn: the first fault goes through a shuffled deck, the second one of some rounds is any.
        var deck = Shuffled(new Random(unchecked((seed * 7_919) + (turn / Kinds.Length))));
        List<Fault> faults = [Make(deck[turn % Kinds.Length], random)];
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
