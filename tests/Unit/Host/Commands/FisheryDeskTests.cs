using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Host.Commands;
using MiyagiSensing.Host.Configuration;
using MiyagiSensing.Unit.Domain.Fisheries;
using MiyagiSensing.Unit.Gateway.Fakes;
using MiyagiSensing.Unit.Host.Catalog;
using Xunit;

namespace MiyagiSensing.Unit.Host.Commands;

public sealed class FisheryDeskTests
{
    private static readonly DateOnly April = new(2026, 4, 1);

    private static readonly MetricDefinition Metric = new()
    {
        Domain = "buoy",
        Name = "water_temp",
        Title = Figures.Text,
        Unit = "Cel",
        DisplayUnit = "°C",
        Minimum = -2,
        Maximum = 40,
    };

    private readonly DefinitionStore _store = new();
    private readonly FisheryDesk _desk;

    public FisheryDeskTests()
    {
        FishingLogDeskTests.Define(_store);
        _desk = new FisheryDesk(_store, new ManualClock());
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_initiative_starts_pauses_goes_on_and_ends()
    {
        await StartAsync(April, "buoy");
        await _desk.PauseAsync("naruse", "buoy-2026", April.AddMonths(4), "overhaul", null, "operator", Cancellation);
        await StartAsync(April.AddMonths(8), null);
        await _desk.EndAsync("naruse", "buoy-2026", April.AddMonths(12), "lost", "report 7", "operator", Cancellation);

        Assert.Equal(
            ["initiative_started", "initiative_paused", "initiative_started", "initiative_ended"],
            _store.Events.Where(item => item.Stream == "district:naruse").Skip(1).Select(item => item.Type));
        Assert.All(_store.Events.Select(item => item.Data).OfType<InitiativeStarted>(), start => Assert.Equal("buoy", start.Kind));
    }

    [Fact]
    public async Task Steps_that_make_no_sense_are_refused_with_what_to_do()
    {
        await RefusedAsync("no district 'nowhere'", _desk.StartAsync("nowhere", "x", "buoy", April, "e", "operator", Cancellation));
        await RefusedAsync("--kind is missing", StartAsync(April, null));
        await RefusedAsync("no initiative 'buoy-2026'", _desk.EndAsync("naruse", "buoy-2026", April, "r", null, "operator", Cancellation));
        await StartAsync(April, "buoy");
        await RefusedAsync("running already, since 2026-04-01", StartAsync(April, "buoy"));
        await RefusedAsync("of kind buoy", StartAsync(April, "fishing-log"));
        await RefusedAsync("one before that can't be put in", _desk.PauseAsync("naruse", "buoy-2026", April.AddDays(-1), "r", null, "operator", Cancellation));
        await _desk.EndAsync("naruse", "buoy-2026", April.AddDays(1), "r", null, "operator", Cancellation);
        await RefusedAsync("over since 2026-04-02", StartAsync(April.AddDays(2), null));
        await RefusedAsync("not running", _desk.PauseAsync("naruse", "buoy-2026", April.AddDays(2), "r", null, "operator", Cancellation));
        await RefusedAsync("is not an id", _desk.StartAsync("naruse", "Buoy 2026", "buoy", April, "e", "operator", Cancellation));
    }

    [Fact]
    public async Task A_limit_is_changed_only_where_it_exists_and_to_what_can_be()
    {
        var change = new SpeciesLimitChanged("oyster", "above-30", "naruse", "set", 28.5, "shallow");
        await _desk.ChangeLimitAsync(change, [Metric], "user:sato", Cancellation);

        Assert.Equal(("user:sato", change), (_store.Events[^1].Headers.Actor, _store.Events[^1].Data));
        await RefusedAsync("28.5 there already", _desk.ChangeLimitAsync(change, [Metric], "operator", Cancellation));
        await RefusedAsync("no district 'nowhere'", _desk.ChangeLimitAsync(change with { District = "nowhere" }, [Metric], "operator", Cancellation));
        await RefusedAsync("no species 'whale'", _desk.ChangeLimitAsync(change with { Species = "whale" }, [Metric], "operator", Cancellation));
        await RefusedAsync("it has above-30", _desk.ChangeLimitAsync(change with { Limit = "heat" }, [Metric], "operator", Cancellation));
        await RefusedAsync("beyond what water_temp can be", _desk.ChangeLimitAsync(change with { Value = 285 }, [Metric], "operator", Cancellation));
    }

    private static async Task RefusedAsync(string reason, Task step) =>
        Assert.Contains(reason, (await Assert.ThrowsAsync<SettingsException>(() => step)).Message, StringComparison.Ordinal);

    private Task StartAsync(DateOnly on, string? kind) => _desk.StartAsync("naruse", "buoy-2026", kind, on, "minutes of 20 March", "operator", Cancellation);
}
