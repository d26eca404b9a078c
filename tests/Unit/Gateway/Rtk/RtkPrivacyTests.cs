using System.Buffers;
using System.Text;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Unit.Gateway.Fakes;
using Xunit;

namespace MiyagiSensing.Unit.Gateway.Rtk;

/// <summary>What identifies a person goes in and does not come out.</summary>
public sealed class RtkPrivacyTests : IDisposable
{
    private const string Topic = "miyagi/v1/rtk/base-1/event";
    private const string User = "farmer-7";

    private readonly GatewayFixture _gateway = new();

    public void Dispose() => _gateway.Dispose();

    [Fact]
    public async Task A_start_is_stored_with_the_pseudonym_on_a_stream_of_its_device()
    {
        var session = await _gateway.OpenAsync("base-1");
        await _gateway.PublishAsync(session, Topic, $$"""{"event":"session_start","session":"s1","user":"{{User}}","mountpoint":"TOME"}""");

        var stored = Assert.Single((await _gateway.Intake.NextAsync()).Events);

        Assert.Equal("rtk-session:base-1.s1", stored.Stream);
        var started = Assert.IsType<SessionStarted>(stored.Data);
        Assert.Equal(("s1", "base-1", "rtk-0", "TOME"), (started.Session, started.Device, started.User, started.Mountpoint));
        Assert.Equal("device:base-1", stored.Headers.Actor);
    }

    [Theory]
    [InlineData("38.3", "140.7", "04101")]
    [InlineData("38.9", "141.5", "04205")]
    [InlineData("35.6", "139.7", null)]
    public async Task A_position_is_stored_as_its_municipality(string latitude, string longitude, string? code)
    {
        var session = await _gateway.OpenAsync("base-1");
        await _gateway.PublishAsync(session, Topic, $$"""{"event":"session_update","session":"s1","fix":4,"lat":{{latitude}},"lon":{{longitude}}}""");

        var progressed = Assert.IsType<SessionProgressed>(Assert.Single((await _gateway.Intake.NextAsync()).Events).Data);

        Assert.Equal((code, 4), (progressed.Municipality, progressed.Fix));
    }

    [Fact]
    public async Task Neither_user_nor_position_is_in_anything_that_is_stored_or_logged()
    {
        var session = await _gateway.OpenAsync("base-1");
        string[] payloads =
        [
            $$"""{"event":"session_start","session":"s1","user":"{{User}}","mountpoint":"TOME-{{User}}","agent":"NTRIP {{User}}"}""",
            $$"""{"event":"session_update","session":"s1","user":"{{User}}","lat":38.271828,"lon":140.314159}""",
            $$"""{"event":"session_end","session":"s1","user":"{{User}}","reason":"{{User}} left"}""",
            $$"""{"event":"session_start","session":"{{User}}-1","user":"{{User}}"}""",
            $$"""{"event":"{{User}}","session":"s1"}""",
            $$"""{"event":"session_update","session":"s1","fix":"{{User}}","lat":38.271828,"lon":140.314159}""",
            $$"""{"event":"session_start","session":"s1","user":"{{User}}" """,
            User,
        ];
        foreach (var topic in new[] { Topic, "miyagi/v1/rtk/base-1/telemetry", "miyagi/v1/rtk/base-1/status", "miyagi/v1/rtk/base-1/command/ack" })
        {
            foreach (var payload in payloads)
            {
                await _gateway.PublishAsync(session, topic, payload);
            }
        }

        Assert.Equal(4 * payloads.Length, _gateway.Intake.Messages.Count);
        var stored = string.Join('\n', _gateway.Intake.Messages.SelectMany(message => message.Events).Select(AsText));
        var logged = string.Join('\n', _gateway.Log.Lines);
        foreach (var secret in new[] { User, "38.271828", "140.314159" })
        {
            Assert.DoesNotContain(secret, stored, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(secret, logged, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task While_the_key_store_is_away_a_start_waits_unacknowledged_and_is_then_stored_once()
    {
        _gateway.Pseudonyms.FailuresLeft = 3;
        var session = await _gateway.OpenAsync("base-1");

        var receipt = await _gateway.PublishAsync(session, Topic, $$"""{"event":"session_start","session":"s1","user":"{{User}}"}""");

        Assert.Equal(4, _gateway.Pseudonyms.Calls);
        Assert.Single(_gateway.Intake.Messages);
        Assert.Null(receipt.Answer);
        Assert.Single(_gateway.Log.Lines, line => line.StartsWith("Warning 1003", StringComparison.Ordinal));
        Assert.DoesNotContain(User, string.Join('\n', _gateway.Log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_payload_in_pieces_is_the_same_event()
    {
        var session = await _gateway.OpenAsync("base-1");
        var payload = """{"event":"session_end","session":"s1","reason":"done"}"""u8.ToArray();
        for (var at = 0; at <= payload.Length; at++)
        {
            await _gateway.PublishAsync(session, Topic, Segments.Cut(payload, at));
        }

        Assert.All(_gateway.Intake.Messages, message => Assert.IsType<SessionEnded>(Assert.Single(message.Events).Data));
    }

    [Fact]
    public async Task Random_mutations_are_stored_one_way_or_the_other()
    {
        var random = new Random(7);
        var session = await _gateway.OpenAsync("base-1");
        var sample = Encoding.UTF8.GetBytes($$"""{"event":"session_update","ts":1763672400000,"session":"s1","user":"{{User}}","fix":4,"lat":38.2,"lon":140.3,"\u0061":"\ud83d\ude00"}""");
        for (var round = 0; round < 900; round++)
        {
            var payload = sample.ToArray();
            payload[random.Next(payload.Length)] = (byte)random.Next(256);
            payload[random.Next(payload.Length)] = (byte)"{}[]\",:0\\"[random.Next(9)];
            await _gateway.PublishAsync(session, Topic, new ReadOnlySequence<byte>(payload, 0, random.Next(3) > 0 ? payload.Length : random.Next(payload.Length)));
        }

        Assert.All(_gateway.Intake.Messages, message => EventCatalog.Serialize(Assert.Single(message.Events).Data));
        Assert.Equal(900, _gateway.Intake.Messages.Count);
    }

    /// <summary>The stored bytes, with base64 undone.</summary>
    private static string AsText(NewEvent stored) =>
        stored.Stream + Encoding.UTF8.GetString(EventCatalog.Serialize(stored.Data)) + (stored.Data is MessageDeadLettered dead ? Encoding.Latin1.GetString(dead.Raw) : "");
}
