using System.Globalization;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Ports;

namespace MiyagiSensing.Domain.Kpis;

/// <summary>Where people enter values and targets. What it decides by it reads from the KPIs' own streams, so that it never lags behind itself.</summary>
/// <param name="store">The event store.</param>
/// <param name="clock">The present.</param>
public sealed class KpiDesk(IEventStore store, TimeProvider clock)
{
    /// <summary>Records values: all of them, or none when one is wrong. One that stands there already is passed over.</summary>
    /// <param name="entries">At least one.</param>
    /// <param name="actor">Who, as in event headers.</param>
    /// <param name="cancellationToken">Ends the wait; the outcome is then unknown.</param>
    public async Task<KpiDeskResult> ObserveAsync(IReadOnlyList<KpiEntry> entries, string actor, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfZero(entries.Count);
        var today = JapanDay.Of(clock.GetUtcNow());
        Dictionary<string, Story> stories = [];
        List<KpiObserved> facts = [];
        List<string> faults = [];
        foreach (var entry in entries)
        {
            if (!stories.TryGetValue(entry.Kpi, out var story))
            {
                stories.Add(entry.Kpi, story = await StoryAsync(entry.Kpi, cancellationToken));
            }

            if (entry.Fault is { } unreadable)
            {
                faults.Add(At(entry, story.Kpi is null && entry.Kpi.Length > 0 ? $"{unreadable}. {Unknown(entry.Kpi)}" : unreadable));
                continue;
            }

            var on = entry.On ?? (entry.Year.LastDay < today ? entry.Year.LastDay : today);
            var before = story.Observed.LastOrDefault(known => known.FiscalYear == entry.Year.Year && known.On == on);
            if (FaultOf(entry, story, on, today, before) is { } fault)
            {
                faults.Add(At(entry, fault));
            }
            else if (before is null || before.Value != entry.Value || before.Source != entry.Source)
            {
                var fact = new KpiObserved(entry.Kpi, entry.Year.Year, on, entry.Source, entry.Value, before is null ? null : entry.Reason);
                story.Observed.Add(fact);
                facts.Add(fact);
            }
        }

        return faults.Count > 0 ? new KpiDeskResult.Refused(faults)
            : facts.Count == 0 ? new KpiDeskResult.AlreadyThere()
            : await AppendAsync([.. facts.Select(fact => (fact.Kpi, fact))], stories, actor, cancellationToken);
    }

    /// <summary>Sets the target of a fiscal year, or withdraws it with a null value.</summary>
    public async Task<KpiDeskResult> SetTargetAsync(string kpi, FiscalYear year, decimal? value, string source, string actor, CancellationToken cancellationToken)
    {
        var story = await StoryAsync(kpi, cancellationToken);
        if (story.Kpi is not { } known)
        {
            return new KpiDeskResult.Refused([Unknown(kpi)]);
        }

        if (string.IsNullOrWhiteSpace(source))
        {
            return new KpiDeskResult.Refused(["The source is missing; say where the target is written."]);
        }

        var holding = KpiTargets.Of(known, story.Events).FirstOrDefault(target => target.FiscalYear == year.Year);
        return holding?.Value == value && (holding is null || holding.Source == source || value is null)
            ? new KpiDeskResult.AlreadyThere()
            : await AppendAsync([(kpi, new KpiTargetSet(kpi, year.Year, source, value))], new() { [kpi] = story }, actor, cancellationToken);
    }

    private static string? FaultOf(KpiEntry entry, Story story, DateOnly on, DateOnly today, KpiObserved? before)
    {
        if (story.Kpi is not { } kpi)
        {
            return Unknown(entry.Kpi);
        }

        if (kpi.Computed is not null)
        {
            return $"{kpi.Id} is worked out of the platform's own events and can't be entered; correct the events it rests on (kpi evidence {kpi.Id}).";
        }

        if (string.IsNullOrWhiteSpace(entry.Source))
        {
            return "The source is missing; say where the value is written.";
        }

        if (on < entry.Year.FirstDay || on > entry.Year.LastDay || on > today)
        {
            return string.Create(
                CultureInfo.InvariantCulture, $"{on:yyyy-MM-dd} is not a day of {entry.Year.ShortName} ({entry.Year.FirstDay:yyyy-MM-dd} to {entry.Year.LastDay:yyyy-MM-dd}) up to today; give the day that the value stands for.");
        }

        if (entry.Value is < 0 || (kpi.Unit.Ja == "%" && entry.Value is > 100))
        {
            return string.Create(CultureInfo.InvariantCulture, $"{entry.Value} {kpi.Unit.Ja} can't be; {(kpi.Unit.Ja == "%" ? "a percentage is from 0 to 100" : "the value is 0 or more")}.");
        }

        if (entry.Value is null && before?.Value is null)
        {
            return string.Create(CultureInfo.InvariantCulture, $"Nothing is entered for {kpi.Id} on {on:yyyy-MM-dd} that could be taken back; see kpi show {kpi.Id}.");
        }

        return before is not null && (before.Value != entry.Value || before.Source != entry.Source) && string.IsNullOrWhiteSpace(entry.Reason)
            ? string.Create(CultureInfo.InvariantCulture, $"{before.Value?.ToString(CultureInfo.InvariantCulture) ?? "nothing"} is entered for {kpi.Id} on {on:yyyy-MM-dd} already ({before.Source}); give the reason why that was wrong.")
            : null;
    }

    private static string At(KpiEntry entry, string fault) => entry.Place is null ? fault : $"{entry.Place}: {fault}";

    private static string Unknown(string kpi) => $"There is no KPI '{kpi}'; see kpi list.";

    private static string StreamOf(string kpi) => $"kpi:{kpi}";

    private async Task<Story> StoryAsync(string kpi, CancellationToken cancellationToken)
    {
        List<RecordedEvent> events = [];
        await foreach (var item in store.ReadStreamAsync(StreamOf(kpi), 1, cancellationToken))
        {
            events.Add(item);
        }

        return new Story(events.Select(item => item.Data).OfType<KpiDefined>().LastOrDefault()?.Kpi, events, [.. events.Select(item => item.Data).OfType<KpiObserved>()]);
    }

    private async Task<KpiDeskResult> AppendAsync(
        (string Kpi, IDomainEvent Data)[] facts, Dictionary<string, Story> stories, string actor, CancellationToken cancellationToken)
    {
        var result = await store.AppendAsync(
            [.. facts.Select(fact => new NewEvent(Guid.CreateVersion7(clock.GetUtcNow()), StreamOf(fact.Kpi), fact.Data, new EventHeaders(actor)))],
            facts.Select(fact => fact.Kpi).Distinct().ToDictionary(StreamOf, kpi => ExpectedVersion.Exactly(stories[kpi].Events[^1].Version)),
            cancellationToken);
        return result is AppendResult.Conflict conflict
            ? new KpiDeskResult.Refused([$"Somebody else has recorded something on {conflict.Stream} just now, so nothing was recorded; look at it and try again."])
            : new KpiDeskResult.Recorded(facts.Length);
    }

    /// <summary>What is known of a KPI; its definition is null when there is none.</summary>
    private sealed record Story(KpiDefinition? Kpi, List<RecordedEvent> Events, List<KpiObserved> Observed);
}
