using MiyagiSensing.Dashboard.Fisheries;

namespace MiyagiSensing.Dashboard.Texts;

/// <summary>Every text of the pages in one language. A language that lacks one does not compile.</summary>
internal sealed record PageTexts
{
    /// <summary>The texts of a language, <see cref="Language.Japanese"/> or <see cref="Language.English"/>.</summary>
    public static PageTexts In(string language) => language == Texts.Language.English ? EnglishTexts.All : JapaneseTexts.All;

    /// <summary>BCP 47 tag of the language.</summary>
    public required string Language { get; init; }

    public required string ProductName { get; init; }

    public required string Overview { get; init; }

    public required string Alerts { get; init; }

    public required string Operations { get; init; }

    public required string OtherLanguage { get; init; }

    public required string SignIn { get; init; }

    public required string SignOut { get; init; }

    public required string SkipToContent { get; init; }

    public required string ReplayNotice { get; init; }

    public required string Name { get; init; }

    public required string Password { get; init; }

    public required string SignInWrong { get; init; }

    public required string SignInWait { get; init; }

    public required string NoAccountsYet { get; init; }

    public required string NeedsAttention { get; init; }

    public required string NothingNeedsAttention { get; init; }

    public required string MoreAlerts { get; init; }

    public required string Map { get; init; }

    public required string MapNeedsScript { get; init; }

    public required string MapCredit { get; init; }

    public required string Stations { get; init; }

    public required string Station { get; init; }

    public required string StationCount { get; init; }

    public required string AlarmCount { get; init; }

    public required string DeviceCount { get; init; }

    public required string AllDomains { get; init; }

    public required string ShowAll { get; init; }

    public required string NoStationsYet { get; init; }

    public required string NoStationsHint { get; init; }

    public required string State { get; init; }

    public required string StateNormal { get; init; }

    public required string StateOffline { get; init; }

    public required string StateNoData { get; init; }

    public required string Online { get; init; }

    public required string Offline { get; init; }

    public required string Newest { get; init; }

    public required string NewestValues { get; init; }

    public required string Fictional { get; init; }

    public required string FictionalStation { get; init; }

    public required string Source { get; init; }

    public required string Metric { get; init; }

    public required string Sensor { get; init; }

    public required string Value { get; init; }

    public required string MeasuredAt { get; init; }

    public required string Age { get; init; }

    public required string Device { get; init; }

    public required string Devices { get; init; }

    public required string LastSeen { get; init; }

    public required string Never { get; init; }

    public required string NoDevices { get; init; }

    public required string NoValuesYet { get; init; }

    public required string History { get; init; }

    public required string HistoryNeedsScript { get; init; }

    public required string HistoryUnreadable { get; init; }

    public required string HistoryEmpty { get; init; }

    public required string HistoryTable { get; init; }

    public required string HistoryTableNote { get; init; }

    public required string TimeColumn { get; init; }

    public required string ChartLabel { get; init; }

    public required string Limits { get; init; }

    public required string LimitAbove { get; init; }

    public required string LimitBelow { get; init; }

    public required string RangeHour { get; init; }

    public required string RangeDay { get; init; }

    public required string RangeWeek { get; init; }

    public required string RangeMonth { get; init; }

    public required string Minutes5 { get; init; }

    public required string Hour1 { get; init; }

    public required string Hours6 { get; init; }

    public required string Day1 { get; init; }

    public required string Range { get; init; }

    public required string ActiveAlerts { get; init; }

    public required string PastAlerts { get; init; }

    public required string NoAlertsHere { get; init; }

    public required string NoAlertsMatch { get; init; }

    public required string Level { get; init; }

    public required string Rule { get; init; }

    public required string RaisedAt { get; init; }

    public required string ChangedAt { get; init; }

    public required string ClearedAt { get; init; }

    public required string Peak { get; init; }

    public required string Since { get; init; }

    public required string Domain { get; init; }

    public required string Show { get; init; }

    public required string ShowActive { get; init; }

    public required string ShowActiveAndPast { get; init; }

    public required string AtLeast { get; init; }

    public required string AnyLevel { get; init; }

    public required string AndGraver { get; init; }

    public required string Apply { get; init; }

    public required string RowLimit { get; init; }

    public required string Projections { get; init; }

    public required string Projection { get; init; }

    public required string Position { get; init; }

    public required string Lag { get; init; }

    public required string Problem { get; init; }

    public required string InStep { get; init; }

    public required string NoProjections { get; init; }

    public required string Refusals { get; init; }

    public required string NoRefusals { get; init; }

    public required string At { get; init; }

    public required string Topic { get; init; }

    public required string Reason { get; init; }

    public required string Versions { get; init; }

    public required string NotFoundTitle { get; init; }

    public required string NotFoundText { get; init; }

    public required string DeniedTitle { get; init; }

    public required string DeniedText { get; init; }

    public required string BadRequestText { get; init; }

    public required string ErrorTitle { get; init; }

    public required string ErrorText { get; init; }

    public required string StoreAwayTitle { get; init; }

    public required string StoreAwayText { get; init; }

    public required string BackToOverview { get; init; }

    public required string JustNow { get; init; }

    public required string SecondsAgo { get; init; }

    public required string MinutesAgo { get; init; }

    public required string HoursAgo { get; init; }

    public required string DaysAgo { get; init; }

    public required string StreamLost { get; init; }

    public required string StreamLostFor { get; init; }

    public required string SignedOut { get; init; }

    public required string SeverityInformation { get; init; }

    public required string SeverityCaution { get; init; }

    public required string SeverityWarning { get; init; }

    public required string SeverityDanger { get; init; }

    public required string SeverityDisaster { get; init; }

    /// <summary>The texts of the fisheries pages.</summary>
    public required FisheryTexts Fisheries { get; init; }

    /// <summary>The word for a severity, 1 to 5.</summary>
    public string Severity(int severity) => severity switch
    {
        <= 1 => SeverityInformation,
        2 => SeverityCaution,
        3 => SeverityWarning,
        4 => SeverityDanger,
        _ => SeverityDisaster,
    };
}
