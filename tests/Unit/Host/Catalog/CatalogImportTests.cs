using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Host.Catalog.Import;
using Xunit;

namespace MiyagiSensing.Unit.Host.Catalog;

public sealed class CatalogImportTests
{
    private static readonly SensingCatalog Catalog = RealCatalog.Load();

    private readonly DefinitionStore _store = new();

    [Fact]
    public async Task Every_definition_becomes_an_event_of_the_catalog()
    {
        var result = await Import(Catalog);

        var total = Catalog.Stations.Count + Catalog.Metrics.Count + Catalog.Rules.Count + Catalog.Bridges.Count + Catalog.Districts.Count + Catalog.Species.Count + Catalog.Kpis.Count + Catalog.Quality.Count;
        Assert.Equal((total, 0), (result.Imported.Count, result.UnchangedCount));
        Assert.Empty(result.Differences);
        Assert.Equal(total, _store.Events.Count);
        Assert.All(_store.Events, recorded => Assert.Equal((1L, "catalog"), (recorded.Version, recorded.Headers.Actor)));
        Assert.Contains(_store.Events, recorded => recorded is { Stream: "station:buoy-tona", Type: "station_defined" });
        Assert.Contains(_store.Events, recorded => recorded is { Stream: "metric:pipe-bridge:tilt_x", Type: "metric_defined" });
        Assert.Contains(_store.Events, recorded => recorded is { Stream: "rule:river-stage-crisis-gauge", Type: "rule_defined" });
    }

    [Fact]
    public async Task It_takes_one_read_a_kind_and_one_append()
    {
        await Import(Catalog);

        Assert.Equal((8, 1), (_store.ReadCount, _store.AppendCount));
    }

    [Fact]
    public async Task A_second_import_changes_nothing()
    {
        await Import(Catalog);
        var before = _store.Events.Count;

        var result = await Import(RealCatalog.Load());

        Assert.Empty(result.Imported);
        Assert.Equal(before, result.UnchangedCount);
        Assert.Empty(result.Differences);
        Assert.Equal((before, 1), (_store.Events.Count, _store.AppendCount));
    }

    [Fact]
    public async Task A_changed_entry_is_reported_and_not_applied()
    {
        await Import(Catalog);
        var before = _store.Events.Count;
        var moved = Catalog with { Stations = [.. Catalog.Stations.Select(station => station.Id == "buoy-tona" ? station with { Latitude = 38.351 } : station)] };

        var result = await Import(moved);

        Assert.Equal([new CatalogDifference("station:buoy-tona", CatalogDifferenceKind.Changed)], result.Differences);
        Assert.Empty(result.Imported);
        Assert.Equal((before, before - 1), (_store.Events.Count, result.UnchangedCount));
    }

    [Fact]
    public async Task A_new_entry_is_imported_beside_old_ones()
    {
        await Import(Catalog with { Rules = [.. Catalog.Rules.Skip(1)] });

        var result = await Import(Catalog);

        Assert.Equal([$"rule:{Catalog.Rules[0].Id}"], result.Imported);
        Assert.Empty(result.Differences);
    }

    [Fact]
    public async Task An_entry_that_left_the_files_is_reported_only_if_it_came_from_them()
    {
        await Import(Catalog);
        var byUser = Catalog.Stations[0] with { Id = "buoy-by-user" };
        _store.Add(new NewEvent(
            Guid.NewGuid(), "station:buoy-by-user", new StationDefined { Station = byUser, ContentHash = DefinitionHash.Of(byUser) }, new EventHeaders("user:ops")));

        var result = await Import(Catalog with { Rules = [.. Catalog.Rules.Skip(1)] });

        Assert.Equal([new CatalogDifference($"rule:{Catalog.Rules[0].Id}", CatalogDifferenceKind.NoLongerInFiles)], result.Differences);
    }

    [Fact]
    public async Task The_latest_definition_in_the_store_is_the_one_that_counts()
    {
        var rule = Catalog.Rules[0];
        _store.Add(Defined(rule with { Hysteresis = 0.01 }));
        _store.Add(Defined(rule));

        var result = await Import(Catalog);

        Assert.Empty(result.Differences);
        Assert.Equal(1, result.UnchangedCount);
    }

    [Fact]
    public async Task A_lost_race_is_run_again_and_defines_nothing_twice()
    {
        _store.BeforeAppend = store => store.Add(Defined(Catalog.Rules[0]));

        var result = await Import(Catalog);

        Assert.DoesNotContain($"rule:{Catalog.Rules[0].Id}", result.Imported);
        Assert.All(_store.Events, recorded => Assert.Equal(1, recorded.Version));
        Assert.Equal((2, 1), (_store.AppendCount, result.UnchangedCount));
    }

    [Fact]
    public async Task A_limit_that_was_set_is_shown_until_the_files_say_the_same()
    {
        await Import(Catalog);
        var natori = Catalog.Stations.Single(station => station.Id == "river-8200000290");
        _store.Add(new NewEvent(
            Guid.NewGuid(), $"station:{natori.Id}", new ThresholdChanged(natori.Id, "stage", "danger", DateTimeOffset.UnixEpoch, "office", "raised", 5.2), new EventHeaders("user:ops")));

        var before = await Import(Catalog);
        var limits = new Dictionary<string, double>(natori.Thresholds["stage"]) { ["danger"] = 5.2 };
        var after = await Import(Catalog with
        {
            Stations = [.. Catalog.Stations.Select(station => station != natori ? station : natori with { Thresholds = new Dictionary<string, IReadOnlyDictionary<string, double>> { ["stage"] = limits } })],
        });

        Assert.Equal([new CatalogDifference($"station:{natori.Id}", CatalogDifferenceKind.Changed, "stage danger is 5.2, in the files 4.9")], before.Differences);
        Assert.Empty(after.Differences);
    }

    private static NewEvent Defined(RuleDefinition rule) =>
        new(Guid.NewGuid(), $"rule:{rule.Id}", new RuleDefined { Rule = rule, ContentHash = DefinitionHash.Of(rule) }, EventHeaders.Catalog);

    private Task<CatalogImportResult> Import(SensingCatalog catalog) =>
        CatalogImport.ImportAsync(catalog, _store, TestContext.Current.CancellationToken);
}
