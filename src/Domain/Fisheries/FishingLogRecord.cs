namespace MiyagiSensing.Domain.Fisheries;

/// <summary>One entry of a digital fishing log (操業日誌): what was worked on a day, where and with what result. Names of persons do not belong in it.</summary>
public sealed record FishingLogRecord
{
    /// <summary>Greatest weight of an entry. Chosen: a thousand tonnes a day, which only a slip of the pen exceeds.</summary>
    public const int MostKilograms = 1_000_000;

    /// <summary>Longest name of a vessel, characters. Chosen.</summary>
    public const int VesselLength = 100;

    /// <summary>Longest note, characters. Chosen.</summary>
    public const int NoteLength = 1_000;

    /// <summary>Days before this are mistyped. Chosen: long before any digital log.</summary>
    public static readonly DateOnly Earliest = new(2000, 1, 1);

    /// <summary>What can be done.</summary>
    public static IReadOnlyList<string> Works { get; } = ["harvest", "catch", "seeding", "handling", "observation"];

    /// <summary>The day of the work, in Japan.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>Species id of the catalog.</summary>
    public required string Species { get; init; }

    /// <summary>What was done: <c>harvest</c>, <c>catch</c>, <c>seeding</c>, <c>handling</c> or <c>observation</c>.</summary>
    public required string Work { get; init; }

    /// <summary>What was landed, kg, from 0; null when nothing was weighed.</summary>
    public double? Kilograms { get; init; }

    /// <summary>Hours worked, above 0 up to 24; null when not stated.</summary>
    public double? Hours { get; init; }

    /// <summary>Vessel or group, not a person's name; null when not stated.</summary>
    public string? Vessel { get; init; }

    /// <summary>Free text; null when there is none.</summary>
    public string? Note { get; init; }

    /// <summary>What is wrong with it by itself; empty when nothing is. Whether the species exists is not asked here.</summary>
    /// <param name="today">The present day in Japan.</param>
    public IReadOnlyList<FishingLogFault> Faults(DateOnly today)
    {
        List<FishingLogFault> faults = [];
        Add(Date > today, FishingLogFault.FutureDate);
        Add(Date < Earliest, FishingLogFault.EarlyDate);
        Add(!Works.Contains(Work), FishingLogFault.UnknownWork);
        Add(Kilograms is { } kilograms && !(kilograms is >= 0 and <= MostKilograms), FishingLogFault.InvalidKilograms);
        Add(Hours is { } hours && !(hours is > 0 and <= 24), FishingLogFault.InvalidHours);
        Add(Vessel?.Length > VesselLength, FishingLogFault.LongVessel);
        Add(Note?.Length > NoteLength, FishingLogFault.LongNote);
        Add(HasControl(Vessel) || HasControl(Note), FishingLogFault.ControlCharacter);
        return faults;

        static bool HasControl(string? text) => text is not null && text.Any(character => char.IsControl(character) && character is not ('\n' or '\r' or '\t'));

        void Add(bool isWrong, FishingLogFault fault)
        {
            if (isWrong)
            {
                faults.Add(fault);
            }
        }
    }
}
