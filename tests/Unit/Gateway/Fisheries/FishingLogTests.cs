using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Fisheries;
using MiyagiSensing.Domain.Ports;
using MiyagiSensing.Mqtt;
using MiyagiSensing.Unit.Domain.Fisheries;
using MiyagiSensing.Unit.Gateway.Fakes;
using Xunit;

namespace MiyagiSensing.Unit.Gateway.Fisheries;

public sealed class FishingLogTests : IDisposable
{
    private const string Topic = "miyagi/v1/buoy/buoy-1/event";
    private const string Entry = """{"event":"fishing_log","log":"7","date":"2026-11-20","species":"oyster","work":"harvest","kg":120.5,"hours":3,"vessel":"第三丸","note":"calm"}""";

    private readonly GatewayFixture _gateway = new();

    public FishingLogTests() => FishingLogDeskTests.Define(_gateway.Store);

    private IEnumerable<RecordedEvent> Stored => _gateway.Store.Events.Where(item => item.Type == "fishing_log_submitted");

    public void Dispose() => _gateway.Dispose();

    [Fact]
    public async Task A_buoys_entry_is_stored_for_the_district_of_its_station_and_then_acknowledged()
    {
        var receipt = await _gateway.PublishAsync(await _gateway.OpenAsync("buoy-1"), Topic, Entry);

        Assert.Equal(MqttReasonCode.Success, receipt.Answer);
        var stored = Assert.Single(Stored);
        Assert.Equal("device:buoy-1", stored.Headers.Actor);
        Assert.Equal(
            new FishingLogSubmitted("kesennuma", "buoy-1.7", new FishingLogRecord
            {
                Date = new DateOnly(2026, 11, 20),
                Species = "oyster",
                Work = "harvest",
                Kilograms = 120.5,
                Hours = 3,
                Vessel = "第三丸",
                Note = "calm",
            }),
            stored.Data);
        Assert.Empty(_gateway.Intake.Messages);
    }

    [Fact]
    public async Task What_is_sent_again_is_acknowledged_and_stored_once()
    {
        var session = await _gateway.OpenAsync("buoy-1");
        await _gateway.PublishAsync(session, Topic, Entry);

        Assert.Equal(MqttReasonCode.Success, (await _gateway.PublishAsync(session, Topic, Entry)).Answer);
        Assert.Single(Stored);
    }

    [Theory]
    [InlineData("""{"event":"fishing_log","log":"8","ts":"2026-11-20T15:30:00Z","species":"oyster","work":"handling"}""", "2026-11-21")]
    [InlineData("""{"event":"fishing_log","log":8,"species":"oyster","work":"observation","kg":null}""", "2026-11-21")]
    public async Task Without_a_day_it_is_that_of_the_clock_in_Japan(string payload, string day)
    {
        await _gateway.PublishAsync(await _gateway.OpenAsync("buoy-1"), Topic, payload);

        Assert.Equal((DateOnly.Parse(day, null), "buoy-1.8"), (((FishingLogSubmitted)Assert.Single(Stored).Data!).Record.Date, ((FishingLogSubmitted)Stored.Single().Data!).Log));
    }

    [Theory]
    [InlineData("garbage", "not JSON")]
    [InlineData("""{"event":"session_start"}""", "event is not fishing_log")]
    [InlineData("""{"event":"fishing_log","species":"oyster","work":"harvest"}""", "log, the entry's id, is missing")]
    [InlineData("""{"event":"fishing_log","log":"a b","species":"oyster","work":"harvest"}""", "log, the entry's id, is missing")]
    [InlineData("""{"event":"fishing_log","log":"1","date":"20 Nov","species":"oyster","work":"harvest"}""", "date is not a day")]
    [InlineData("""{"event":"fishing_log","log":"1","work":"harvest"}""", "species or work is missing")]
    [InlineData("""{"event":"fishing_log","log":"1","species":"oyster","work":"harvest","kg":"many"}""", "not a finite number")]
    [InlineData("""{"event":"fishing_log","log":"1","species":"oyster","work":"harvest","kg":NaN}""", "not JSON")]
    [InlineData("""{"event":"fishing_log","log":"1","species":"oyster","work":"harvest","kg":1e999}""", "not a finite number")]
    [InlineData("""{"event":"fishing_log","log":"1","species":"oyster","work":"harvest","hours":25}""", "hours must be a number above 0")]
    [InlineData("""{"event":"fishing_log","log":"1","species":"whale","work":"harvest"}""", "species is not in the catalog")]
    [InlineData("""{"event":"fishing_log","log":"1","species":"oyster","work":"harvest","date":"2026-11-22"}""", "lies in the future")]
    public async Task What_is_wrong_becomes_a_dead_letter_with_the_reason(string payload, string reason)
    {
        var receipt = await _gateway.PublishAsync(await _gateway.OpenAsync("buoy-1"), Topic, payload);

        var message = await _gateway.Intake.NextAsync();
        Assert.Contains(reason, Assert.IsType<MessageDeadLettered>(Assert.Single(message.Events).Data).Reason, StringComparison.Ordinal);
        Assert.Null(receipt.Answer);
        message.Settle(IntakeOutcome.Committed);
        Assert.Equal(MqttReasonCode.Success, receipt.Answer);
        Assert.Empty(Stored);
    }

    [Fact]
    public async Task Another_entry_under_a_stored_id_is_a_dead_letter()
    {
        var session = await _gateway.OpenAsync("buoy-1");
        await _gateway.PublishAsync(session, Topic, Entry);
        await _gateway.PublishAsync(session, Topic, Entry.Replace("120.5", "121", StringComparison.Ordinal));

        Assert.Contains("stored already and says something else", ((MessageDeadLettered)(await _gateway.Intake.NextAsync()).Events[0].Data).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_device_whose_station_has_no_district_can_enter_nothing()
    {
        await _gateway.PublishAsync(await _gateway.OpenAsync("buoy-2"), "miyagi/v1/buoy/buoy-2/event", Entry);

        Assert.Contains("no fisheries district", ((MessageDeadLettered)(await _gateway.Intake.NextAsync()).Events[0].Data).Reason, StringComparison.Ordinal);
        Assert.Empty(Stored);
    }

    [Fact]
    public async Task While_the_store_is_away_it_waits_and_is_not_acknowledged()
    {
        var failures = 2;
        _gateway.Store.BeforeAppend = Fail;
        void Fail(MiyagiSensing.Unit.Host.Catalog.DefinitionStore store)
        {
            if (failures-- > 0)
            {
                store.BeforeAppend = Fail;
                throw new IOException("away");
            }
        }

        var receipt = await _gateway.PublishAsync(await _gateway.OpenAsync("buoy-1"), Topic, Entry);

        Assert.Equal(MqttReasonCode.Success, receipt.Answer);
        Assert.Single(Stored);
    }
}
