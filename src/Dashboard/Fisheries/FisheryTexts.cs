using MiyagiSensing.Domain.Fisheries;

namespace MiyagiSensing.Dashboard.Fisheries;

/// <summary>The texts of the fisheries pages in one language.</summary>
internal sealed record FisheryTexts
{
    public required string Title { get; init; }

    public required string Intro { get; init; }

    public required string District { get; init; }

    public required string Unconfirmed { get; init; }

    public required string UnconfirmedText { get; init; }

    public required string Buoys { get; init; }

    public required string NoBuoy { get; init; }

    public required string SpeciesTitle { get; init; }

    public required string NoSpecies { get; init; }

    public required string LastKnown { get; init; }

    public required string Limit { get; init; }

    public required string Newest { get; init; }

    public required string Margin { get; init; }

    public required string ReachedSince { get; init; }

    public required string StressDays { get; init; }

    public required string StressText { get; init; }

    public required string DegreeDays { get; init; }

    public required string DegreeDaysText { get; init; }

    public required string Outlook { get; init; }

    public required string OutlookExpected { get; init; }

    public required string OutlookPossible { get; init; }

    public required string Completeness { get; init; }

    public required string Depth { get; init; }

    public required string Received { get; init; }

    public required string Initiatives { get; init; }

    public required string NoInitiatives { get; init; }

    public required string WithoutEvidence { get; init; }

    public required string Logs { get; init; }

    public required string LogsInThirtyDays { get; init; }

    public required string NoLogs { get; init; }

    public required string NewLog { get; init; }

    public required string LogHint { get; init; }

    public required string RoleNeeded { get; init; }

    public required string Date { get; init; }

    public required string WorkTitle { get; init; }

    public required string Kilograms { get; init; }

    public required string Hours { get; init; }

    public required string Vessel { get; init; }

    public required string Note { get; init; }

    public required string Submit { get; init; }

    public required string Stored { get; init; }

    public required string AlreadyStored { get; init; }

    public required string NotStored { get; init; }

    public required string StoreAway { get; init; }

    public required string RecordedBy { get; init; }

    /// <summary>Names of levels and states, by <see cref="LimitLevels"/> and <see cref="SpeciesState"/>.</summary>
    public required IReadOnlyDictionary<string, string> States { get; init; }

    /// <summary>Reasons by <see cref="UnknownReasons"/>.</summary>
    public required IReadOnlyDictionary<string, string> Unknown { get; init; }

    /// <summary>Names of works, by <see cref="FishingLogRecord.Works"/>.</summary>
    public required IReadOnlyDictionary<string, string> Works { get; init; }

    /// <summary>States and kinds of initiatives.</summary>
    public required IReadOnlyDictionary<string, string> InitiativeWords { get; init; }

    /// <summary>What is wrong with an entry and what to do.</summary>
    public required IReadOnlyDictionary<FishingLogFault, string> Faults { get; init; }
}
