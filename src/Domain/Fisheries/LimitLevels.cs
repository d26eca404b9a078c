namespace MiyagiSensing.Domain.Fisheries;

/// <summary>What a limit means for the stock.</summary>
public static class LimitLevels
{
    /// <summary>It slows down; nothing is lost.</summary>
    public const string Notice = "notice";

    /// <summary>It suffers.</summary>
    public const string Caution = "caution";

    /// <summary>It dies.</summary>
    public const string Danger = "danger";

    /// <summary>From mildest to gravest.</summary>
    public static IReadOnlyList<string> All { get; } = [Notice, Caution, Danger];

    /// <summary>Larger is graver; -1 for no level.</summary>
    public static int RankOf(string? level) => level switch
    {
        Notice => 0,
        Caution => 1,
        Danger => 2,
        _ => -1,
    };
}
