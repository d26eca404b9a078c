using System.Buffers;
using System.Text;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Gateway.Rtk;
using MiyagiSensing.Unit.Domain.Rtk;
using MiyagiSensing.Unit.Gateway.Fakes;
using Xunit;

namespace MiyagiSensing.Unit.Gateway.Rtk;

/// <summary>Lines of rovers and casters through the gateway.</summary>
public sealed class RtkTextTests : IDisposable
{
    private const string Topic = "miyagi/v1/rtk/base-1/event";
    private const string Accepted = "[20/May/2026:09:00:00] [3:Connection Handler] Accepted client 17 [farmer-7] from [203.0.113.9] on mountpoint [/TOME]. 1 clients connected";
    private const string Kicked = "[20/May/2026:09:12:05] [2:Source Thread] Kicking client 17 [farmer-7] [203.0.113.9] [Stream ended] [listener], connected for 12 minutes and 5 seconds, 4711 bytes transfered. 0 clients connected";

    private static readonly DateTimeOffset Nine = new(2026, 5, 20, 0, 0, 0, TimeSpan.Zero);

    private readonly GatewayFixture _gateway = new();

    public RtkTextTests() => _gateway.Clock.Now = Nine.AddHours(1);

    public void Dispose() => _gateway.Dispose();

    [Fact]
    public async Task A_casters_lines_are_a_session_in_japan_time()
    {
        var events = await EventsAsync($"{Accepted}\r\n[20/May/2026:09:01:00] Bandwidth:0.000000KB/s Sources:1 Clients:1\n{Kicked}");

        Assert.Equal(3, events.Count);
        Assert.All(events, stored => Assert.Equal("rtk-session:base-1.c17", stored.Stream));
        var started = Assert.IsType<SessionStarted>(events[0].Data);
        Assert.Equal(("rtk-0", Nine, "TOME"), (started.User, started.At, started.Mountpoint));
        Assert.Equal(Nine, Assert.IsType<SessionStarted>(events[1].Data).At);
        var ended = Assert.IsType<SessionEnded>(events[2].Data);
        Assert.Equal((Nine.AddSeconds(725), "Stream ended", 4711), (ended.At, ended.Reason, ended.Bytes));
    }

    [Fact]
    public async Task A_client_that_nobody_names_has_time_but_no_user()
    {
        var events = await EventsAsync(Kicked.Replace("farmer-7", "(null)", StringComparison.Ordinal));

        Assert.Equal([typeof(SessionProgressed), typeof(SessionEnded)], events.Select(stored => stored.Data.GetType()));
    }

    [Theory]
    [InlineData(Topic)]
    [InlineData("miyagi/v1/rtk/base-1/telemetry")]
    public async Task Epochs_of_a_rover_are_counted_by_minutes(string topic)
    {
        var text = string.Join('\n', Gga("000958", 4), Gga("000959", 5), "$GNGSA,A,3*00", Gga("001000", 4), Gga("001000", 4), Gga("001001", 4)) + "\n";

        var events = (await EventsAsync(text, topic)).Select(stored => (SessionProgressed)stored.Data).ToList();

        Assert.Equal(["gga-20260520", "gga-20260520"], events.Select(fact => fact.Session));
        Assert.Equal((Nine.AddSeconds(599), 5, "04101"), (events[0].At, events[0].Fix, events[0].Municipality));
        Assert.Equal((Nine.AddSeconds(600), 2, 2), (events[1].Track!.From, events[1].Track!.Qualities[4], events[1].Track!.Ages));
    }

    [Fact]
    public async Task A_casters_update_may_carry_the_rovers_sentence()
    {
        var events = await EventsAsync($$"""{"event":"session_update","session":"s1","bytes":7,"gga":"{{Gga("000958", 4)}}"}""");

        var fact = Assert.IsType<SessionProgressed>(Assert.Single(events).Data);
        Assert.Equal((Nine.AddSeconds(598), 4, 1.5, "04101", 7), (fact.At, fact.Fix, fact.AgeSeconds, fact.Municipality, fact.Bytes));
    }

    [Fact]
    public async Task Bad_lines_are_dead_letters_of_their_own_and_the_others_are_stored()
    {
        var events = await EventsAsync($"{Gga("000958", 4)}\n{Gga("000958", 4).Replace("3818", "3819", StringComparison.Ordinal)}\nfarmer-7 was here\n{Gga("040000", 4)}\n[20/May/2026:11:00:00] Accepted client 1 [farmer-7] from [1.1.1.1] on mountpoint [/T]. x");

        Assert.Single(events, stored => stored.Data is SessionProgressed);
        var letters = events.Select(stored => stored.Data).OfType<MessageDeadLettered>().ToList();
        Assert.Equal([(1, "invalid_member"), (2, "wrong_shape"), (3, "invalid_time"), (4, "invalid_time")], letters.Select(letter => (letter.Item!.Value, letter.Kind!)));
        Assert.All(letters, letter => Assert.True(letter.Encrypted));
        Assert.DoesNotContain("farmer", string.Join('\n', _gateway.Log.Lines) + string.Concat(letters.Select(letter => letter.Reason)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_stored_names_user_or_address()
    {
        var events = await EventsAsync($"{Accepted}\n{Kicked.Replace("Stream ended", "farmer-7 left", StringComparison.Ordinal)}\n{Gga("000958", 4)}");
        var stored = string.Concat(events.Select(item => item.Stream + Encoding.UTF8.GetString(EventCatalog.Serialize(item.Data))));

        Assert.All(["farmer", "203.0", "3818", "14043", "38.3"], secret => Assert.DoesNotContain(secret, stored, StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_finds_its_midnights()
    {
        var text = Encoding.UTF8.GetBytes(string.Join('\n', Gga("145959", 4), Gga("235959", 4), Gga("000001", 4), Gga("110000", 4), Gga("220000", 4), Gga("090000", 4)));

        var (reports, faults) = RtkText.Read(text, RtkTextClock.OfFile(Nine.AddDays(9), new DateOnly(2026, 5, 20), TimeSpan.Zero));

        Assert.Empty(faults);
        Assert.Equal(["05-20 14:59:59", "05-20 23:59:59", "05-21 00:00:01", "05-21 11:00:00", "05-21 22:00:00", "05-22 09:00:00"], reports.Select(report => $"{report.At:MM-dd HH:mm:ss}"));
    }

    [Fact]
    public async Task Random_mutations_are_stored_one_way_or_the_other()
    {
        var random = new Random(11);
        var sample = Encoding.UTF8.GetBytes($"{Accepted}\n{Gga("000958", 4)}\n{Kicked}\n");
        for (var round = 0; round < 500; round++)
        {
            var bytes = sample.ToArray();
            for (var change = 0; change < 3; change++)
            {
                bytes[random.Next(1, bytes.Length)] = (byte)random.Next(256);
            }

            Assert.All(await EventsAsync(new ReadOnlySequence<byte>(bytes, 0, random.Next(20, bytes.Length)), Topic), stored => EventCatalog.Serialize(stored.Data));
        }
    }

    private static string Gga(string time, int quality) => GgaSentenceTests.Signed($"$GNGGA,{time},3818.00,N,14043.20,E,{quality},12,0.68,193.953,M,39.429,M,1.5,0207");

    private Task<IReadOnlyList<NewEvent>> EventsAsync(string text, string topic = Topic) => EventsAsync(new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(text)), topic);

    private async Task<IReadOnlyList<NewEvent>> EventsAsync(ReadOnlySequence<byte> payload, string topic)
    {
        await _gateway.PublishAsync(await _gateway.OpenAsync("base-1"), topic, payload);
        return (await _gateway.Intake.NextAsync()).Events;
    }
}
