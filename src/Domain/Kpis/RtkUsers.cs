using System.Globalization;
using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Events;

namespace MiyagiSensing.Domain.Kpis;

/// <summary>User ids of the prefecture's RTK base stations: those that were used in the fiscal year, and those registered on a day. Two figures, because the policy's 利用ID数 can be understood in both ways.</summary>
public static class RtkUsers
{
    /// <summary>Users with at least one session.</summary>
    public const string Active = "active";

    /// <summary>Ids registered.</summary>
    public const string Registered = "registered";

    private static readonly LocalText ActiveDefinition = new(
        "年度内（日本時間）に開始したセッションが1回以上ある利用者（仮名）の数。何回利用しても1と数える。", "Users (pseudonyms) with at least one session that began within the fiscal year, Japan time; each counts once.");

    private static readonly LocalText RegisteredDefinition = new(
        "その日に登録されている利用IDの数（発行済みで、返却されていないもの）。", "User ids registered on the day: issued and not given back.");

    /// <summary>Both figures; the evidence is that of the registered ids, since sessions are read page by page where they are kept.</summary>
    /// <param name="uses">One entry for each user with a session in the fiscal year up to the day.</param>
    /// <param name="facts">Events known, in order of position; other types are passed over.</param>
    /// <param name="day">The day.</param>
    public static KpiResult Of(IReadOnlyCollection<RtkUse> uses, IEnumerable<RecordedEvent> facts, DateOnly day)
    {
        List<KpiEvidence> evidence = [];
        var ids = facts.Select(item => (Item: item, Step: StepOf(item.Data))).Where(step => step.Step is not null && step.Step.Value.On <= day)
            .GroupBy(step => step.Step!.Value.User, StringComparer.Ordinal).OrderBy(user => user.Key, StringComparer.Ordinal);
        foreach (var user in ids)
        {
            // What holds on the day is said by the latest day before it; of several steps on one day, by the last recorded.
            var steps = user.OrderBy(step => step.Step!.Value.On).ThenBy(step => step.Item.Position).ToList();
            evidence.AddRange(steps.Select((step, i) => new KpiEvidence
            {
                Figure = Registered,
                Subject = user.Key,
                Date = step.Step!.Value.On,
                Counts = step.Step.Value.IsRegistered && i == steps.Count - 1,
                Line = step.Step.Value.Line,
                Event = EventReference.Of(step.Item),
            }));
        }

        return new KpiResult(
            [
                new KpiFigure(Active, ActiveDefinition, uses.Sum(use => use.Sessions), uses.DistinctBy(use => use.User).Count()),
                KpiResult.Figure(Registered, RegisteredDefinition, evidence.Count(item => item.Counts), evidence),
            ],
            evidence);
    }

    /// <summary>A session as evidence.</summary>
    /// <param name="user">Pseudonym.</param>
    /// <param name="device">The base station's device.</param>
    /// <param name="startedAt">When it began, UTC.</param>
    /// <param name="reference">The event.</param>
    public static KpiEvidence Session(string user, string device, DateTimeOffset startedAt, EventReference reference) => new()
    {
        Figure = Active,
        Subject = user,
        Date = JapanDay.Of(startedAt),
        Counts = true,
        Line = new LocalText(
            string.Create(CultureInfo.InvariantCulture, $"{device}で{startedAt.ToOffset(JapanDay.Offset):yyyy-MM-dd HH:mm}（日本時間）に開始したセッション"),
            string.Create(CultureInfo.InvariantCulture, $"session at {device}, begun {startedAt.ToOffset(JapanDay.Offset):yyyy-MM-dd HH:mm} Japan time")),
        Event = reference,
    };

    private static (string User, DateOnly On, bool IsRegistered, LocalText Line)? StepOf(IDomainEvent? data) => data switch
    {
        RtkIdRegistered fact => (fact.User, fact.On, true, new LocalText($"利用IDを発行。出典：{fact.Source}", $"id issued; source: {fact.Source}")),
        RtkIdRetired fact => (fact.User, fact.On, false, new LocalText($"利用IDを返却：{fact.Reason}", $"id given back: {fact.Reason}")),
        _ => null,
    };
}
