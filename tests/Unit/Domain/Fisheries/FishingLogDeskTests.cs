using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Fisheries;
using MiyagiSensing.Unit.Gateway.Fakes;
using MiyagiSensing.Unit.Host.Catalog;
using Xunit;

namespace MiyagiSensing.Unit.Domain.Fisheries;

public sealed class FishingLogDeskTests
{
    private static readonly FishingLogRecord Record = new() { Date = new DateOnly(2026, 11, 20), Species = "oyster", Work = "harvest", Kilograms = 120.5, Hours = 3, Vessel = "第三丸", Note = "calm" };

    private readonly DefinitionStore _store = new();
    private readonly FishingLogDesk _desk;

    public FishingLogDeskTests()
    {
        Define(_store);
        _desk = new FishingLogDesk(_store, new ManualClock());
    }

    /// <summary>The district naruse, the district kesennuma and the species oyster.</summary>
    internal static void Define(DefinitionStore store)
    {
        foreach (var district in new[] { "naruse", "kesennuma" })
        {
            store.Add(new NewEvent(Guid.NewGuid(), $"district:{district}", new DistrictDefined { District = new DistrictDefinition { Id = district, Name = Figures.Text, Branch = "支所", Municipality = "04214" }, ContentHash = "" }, EventHeaders.Catalog));
        }

        store.Add(new NewEvent(Guid.NewGuid(), "species:oyster", new SpeciesDefined { Species = Figures.Species([1], Figures.Limit()), ContentHash = "" }, EventHeaders.Catalog));
    }

    [Fact]
    public async Task The_same_entry_is_stored_once()
    {
        Assert.IsType<FishingLogOutcome.Stored>(await SubmitAsync("form-1", Record));
        Assert.IsType<FishingLogOutcome.AlreadyStored>(await SubmitAsync("form-1", Record));

        var stored = Assert.Single(_store.Events, item => item.Type == "fishing_log_submitted");
        Assert.Equal(("fishing-log:form-1", "user:sato", new FishingLogSubmitted("naruse", "form-1", Record)), (stored.Stream, stored.Headers.Actor, stored.Data));
    }

    [Fact]
    public async Task Two_that_come_at_once_are_stored_once()
    {
        _store.BeforeAppend = store => store.Add(new NewEvent(Guid.NewGuid(), "fishing-log:form-1", new FishingLogSubmitted("naruse", "form-1", Record), EventHeaders.Platform));

        Assert.IsType<FishingLogOutcome.AlreadyStored>(await SubmitAsync("form-1", Record));
        Assert.Single(_store.Events, item => item.Type == "fishing_log_submitted");
    }

    [Fact]
    public async Task Another_entry_under_the_same_id_is_refused()
    {
        await SubmitAsync("form-1", Record);

        Assert.Equal([FishingLogFault.OtherContent], Faults(await SubmitAsync("form-1", Record with { Kilograms = 121 })));
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_named_at_once()
    {
        var wrong = Record with { Date = new DateOnly(2026, 11, 22), Species = "whale", Work = "sleep", Kilograms = -1, Hours = 25, Vessel = new string('v', 101), Note = "\0" };

        var faults = Faults(await _desk.SubmitAsync("nowhere", "a b", wrong, "user:sato", TestContext.Current.CancellationToken));

        Assert.Equal(
            [
                FishingLogFault.FutureDate, FishingLogFault.UnknownWork, FishingLogFault.InvalidKilograms, FishingLogFault.InvalidHours, FishingLogFault.LongVessel, FishingLogFault.ControlCharacter,
                FishingLogFault.InvalidId, FishingLogFault.UnknownDistrict, FishingLogFault.UnknownSpecies,
            ],
            faults);
        Assert.DoesNotContain(_store.Events, item => item.Type == "fishing_log_submitted");
    }

    [Fact]
    public void Every_fault_has_words_for_operators() =>
        Assert.All(Enum.GetValues<FishingLogFault>(), fault => Assert.NotEmpty(FishingLogFaults.InWords(fault)));

    [Fact]
    public async Task Japans_today_counts_not_the_worlds()
    {
        // The clock says 00:00 UTC on 21 November, which is 09:00 in Japan.
        Assert.IsType<FishingLogOutcome.Stored>(await SubmitAsync("form-2", Record with { Date = new DateOnly(2026, 11, 21) }));
        Assert.Equal([FishingLogFault.FutureDate], Faults(await SubmitAsync("form-3", Record with { Date = new DateOnly(2026, 11, 22) })));
        Assert.Equal([FishingLogFault.EarlyDate], Faults(await SubmitAsync("form-4", Record with { Date = new DateOnly(1999, 12, 31) })));
    }

    private static IReadOnlyList<FishingLogFault> Faults(FishingLogOutcome outcome) => Assert.IsType<FishingLogOutcome.Refused>(outcome).Faults;

    private Task<FishingLogOutcome> SubmitAsync(string log, FishingLogRecord record) => _desk.SubmitAsync("naruse", log, record, "user:sato", TestContext.Current.CancellationToken);
}
