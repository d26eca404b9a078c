using MiyagiSensing.Domain.Bridges;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Ports;
using MiyagiSensing.Host.Catalog.Import;

namespace MiyagiSensing.Host.Bridges;

/// <summary>What a table would change in the register.</summary>
internal sealed record RegisterPlan
{
    /// <summary>Bridges that enter, or come back.</summary>
    public required IReadOnlyList<BridgeDefinition> New { get; init; }

    /// <summary>Bridges whose facts change.</summary>
    public required IReadOnlyList<BridgeDefinition> Changed { get; init; }

    /// <summary>Bridges that stand in the register just so.</summary>
    public required int Unchanged { get; init; }

    /// <summary>Ids of made-up ones that leave.</summary>
    public required IReadOnlyList<string> Retired { get; init; }

    /// <summary>Ids of bridges in the register that the table does not have; they stay.</summary>
    public required IReadOnlyList<string> Others { get; init; }

    /// <summary>True when there is nothing to do.</summary>
    public bool IsEmpty => New.Count + Changed.Count + Retired.Count == 0;

    /// <summary>Compares a table with the register.</summary>
    /// <param name="stories">The register by bridge id.</param>
    /// <param name="bridges">The table, each bridge once.</param>
    /// <param name="replacesFictional">Made-up ones that the table does not have leave.</param>
    public static RegisterPlan Of(IReadOnlyDictionary<string, BridgeStory> stories, IReadOnlyList<BridgeDefinition> bridges, bool replacesFictional)
    {
        var standing = stories.Where(story => story.Value.Registered is not null).ToDictionary(story => story.Key, story => story.Value.Registered!);
        var inTable = bridges.Select(bridge => bridge.Id).ToHashSet(StringComparer.Ordinal);
        var others = standing.Values.Where(bridge => !inTable.Contains(bridge.Id)).OrderBy(bridge => bridge.Id, StringComparer.Ordinal).ToLookup(bridge => replacesFictional && bridge.Fictional, bridge => bridge.Id);
        var known = bridges.Where(bridge => standing.ContainsKey(bridge.Id)).ToLookup(bridge => DefinitionHash.Of(bridge) == DefinitionHash.Of(standing[bridge.Id]));
        return new RegisterPlan
        {
            New = [.. bridges.Where(bridge => !standing.ContainsKey(bridge.Id))],
            Changed = [.. known[false]],
            Unchanged = known[true].Count(),
            Retired = [.. others[true]],
            Others = [.. others[false]],
        };
    }

    /// <summary>The events, with what they expect of their streams: all of them, or none.</summary>
    public (IReadOnlyList<NewEvent> Events, IReadOnlyDictionary<string, ExpectedVersion> Expected) Events(
        IReadOnlyDictionary<string, BridgeStory> stories, DateOnly today, string reason, string actor, DateTimeOffset now)
    {
        List<(string Bridge, IDomainEvent Fact)> facts =
        [
            .. New.Concat(Changed).Select(bridge => (bridge.Id, (IDomainEvent)new BridgeDefined { Bridge = bridge, ContentHash = DefinitionHash.Of(bridge) })),
            .. Retired.Select(bridge => (bridge, (IDomainEvent)new BridgeRetired(bridge, today, reason))),
        ];
        return (
            [.. facts.Select(item => new NewEvent(Guid.CreateVersion7(now), StreamOf(item.Bridge), item.Fact, new EventHeaders(actor)))],
            facts.ToDictionary(item => StreamOf(item.Bridge), item => stories.TryGetValue(item.Bridge, out var story) ? ExpectedVersion.Exactly(story.Version) : ExpectedVersion.NoStream));
    }

    private static string StreamOf(string bridge) => $"bridge:{bridge}";
}
