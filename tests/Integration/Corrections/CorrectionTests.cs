using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using MiyagiSensing.Integration.Fixtures;
using Npgsql;
using Xunit;

namespace MiyagiSensing.Integration.Corrections;

/// <summary>Readings that were found wrong, corrected and taken back; and the ledger of the device that sent them.</summary>
public sealed partial class CorrectionTests(PlatformFixture platform) : IntegrationTest(platform), IClassFixture<PlatformFixture>
{
    private const string Station = "river-0400000001";
    private const string Password = "a password of the tests";

    private readonly PlatformFixture _platform = platform;

    [Fact]
    public async Task A_wrong_offset_is_corrected_also_for_late_readings_and_can_be_taken_back()
    {
        var login = await _platform.AddDeviceAsync("correct-1", "river", Station, Cancellation);
        using var http = await SignInAsync("story");
        var now = TimeProvider.System.GetUtcNow();
        var start = new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerHour), TimeSpan.Zero).AddDays(-2);
        foreach (var hour in new[] { 0, 12, 36, 47 })
        {
            await PublishAsync(login, start.AddHours(hour), 5 + hour);
        }

        await PointsAreAsync(login, [5, 17, 41, 52]);
        var beforeCorrection = await LaterAsync();

        // A wrong offset from the second reading on.
        var id = await CorrectAsync(login, start.AddHours(12), start.AddHours(48), "--offset", "-2");
        await PointsAreAsync(login, [5, 15, 39, 50]);
        Assert.Equal([5.0, 17, 41, 52], await AnswerAsync(http, login, start, beforeCorrection));

        var beforeLate = await LaterAsync();
        await PublishAsync(login, start.AddHours(24), 29);
        await PointsAreAsync(login, [5, 15, 27, 39, 50]);
        Assert.Equal([5.0, 15, 39, 50], await AnswerAsync(http, login, start, beforeLate));

        // One stretch is not to be used at all: the field must leave the points, the other metrics stay.
        await CorrectAsync(login, start.AddHours(24), start.AddHours(48), "--missing");
        await PointsAreAsync(login, [5, 15]);
        // Between the deletion and the writing the other metrics are away, too.
        await Eventually.HoldsAsync(
            "the other metric has all its points again",
            async () => (await _platform.TimeSeries.InstantsAsync("river", login.Device, "battery", Cancellation)).Count == 5,
            Cancellation);
        Assert.Equal([5.0, 15, null, null, null], await AnswerAsync(http, login, start, asKnownOn: null));
        await NewestIsAsync(login, null);

        var missing = await LastCorrectionAsync(login);
        await _platform.Platform.CommandAsync(["correction", "undo", missing, "--reason", "The sensor was well."], NoSettings, Cancellation);
        await PointsAreAsync(login, [5, 15, 27, 39, 50]);
        await NewestIsAsync(login, 50);

        string[] undo = ["correction", "undo", id, "--reason", "It was another gauge.", "--by"];
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => _platform.Platform.CommandAsync([.. undo, "sato"], NoSettings, Cancellation));
        Assert.Contains("There is no account 'sato'", refused.Message, StringComparison.Ordinal);
        await _platform.Platform.CommandAsync([.. undo, "story"], NoSettings, Cancellation);
        await PointsAreAsync(login, [5, 17, 29, 41, 52]);
        await NewestIsAsync(login, 52);
        Assert.Equal([5.0, 15, 39, 50], await AnswerAsync(http, login, start, beforeLate));
        Assert.Contains("user:story", await _platform.Platform.CommandAsync(["correction", "show", id], NoSettings, Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rebuild_after_a_kill_gives_the_same_corrected_values()
    {
        var login = await _platform.AddDeviceAsync("correct-2", "river", Station, Cancellation);
        var start = DateTimeOffset.FromUnixTimeMilliseconds(TimeProvider.System.GetUtcNow().AddHours(-3).ToUnixTimeMilliseconds());
        await PublishAsync(login, start, 1);
        await PublishAsync(login, start.AddHours(1), 2);
        await CorrectAsync(login, start, start.AddHours(2), "--scale", "10");
        await PointsAreAsync(login, [10, 20]);

        await _platform.KillAsync();
        await ExecuteAsync("""
            update miyagi.mt_event_progression set last_seq_id = 0 where name like 'timeseries/%' or name like 'devices/%';
            delete from miyagi.projection_corrections;
            delete from miyagi.latest_values;
            """);
        await _platform.Platform.StartAsync(Cancellation);
        await PublishAsync(login, start.AddMinutes(90), 3);

        await PointsAreAsync(login, [10, 20, 30]);
        await NewestIsAsync(login, 30);
    }

    [Fact]
    public async Task The_ledger_adds_up_and_says_why()
    {
        var login = await _platform.AddDeviceAsync("ledger-1", "river", Station, Cancellation);
        var now = TimeProvider.System.GetUtcNow();
        await PublishAsync(login, now, 1);
        await PublishAsync(login, now, 1);
        await PublishAsync(login, now, 9);
        await PublishAsync(login, now.AddHours(9), 1);
        await _platform.PublishAsync(login, "{not json", Cancellation);

        await Eventually.HoldsAsync(
            "the ledger has all five",
            async () => (await LedgerAsync(login)).GetProperty("days").EnumerateArray().Sum(day => day.GetProperty("received").GetInt64()) == 5,
            Cancellation);
        var days = (await LedgerAsync(login)).GetProperty("days").EnumerateArray().ToList();

        Assert.All(days, day => Assert.Equal(0, day.GetProperty("unaccounted").GetInt64()));
        Assert.Equal(1, days.Sum(day => day.GetProperty("stored").GetInt64()));
        Assert.Equal(1, days.Sum(day => day.GetProperty("duplicate").GetInt64()));
        var today = days[0];
        Assert.Equal(1, today.GetProperty("quarantined").GetProperty("conflict").GetInt64());
        Assert.Equal(1, today.GetProperty("quarantined").GetProperty("japan_time_as_utc").GetInt64());
        Assert.Equal(1, today.GetProperty("deadLettered").GetProperty("not_json").GetInt64());
        using var http = await SignInAsync("ledger");
        using var unknown = await http.GetAsync(new Uri("/api/v1/ledger/nobody", UriKind.Relative), Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Equal(5, (await http.GetFromJsonAsync<JsonElement>("/api/v1/ledger/ledger-1", Cancellation)).GetProperty("days")[0].GetProperty("received").GetInt64());
    }

    private static IReadOnlyDictionary<string, string?> NoSettings { get; } = new Dictionary<string, string?>();

    private Task PublishAsync(DeviceLogin login, DateTimeOffset at, double stage) => _platform.PublishAsync(
        login, string.Create(CultureInfo.InvariantCulture, $$"""{"ts":{{at.ToUnixTimeMilliseconds()}},"m":{"stage":{{stage}},"battery":3.9} }"""), Cancellation);

    private async Task<string> CorrectAsync(DeviceLogin login, DateTimeOffset from, DateTimeOffset to, params string[] change)
    {
        await _platform.Platform.CommandAsync(
            [
                "correction", "add", "--device", login.Device, "--metric", "stage", "--from", from.ToString("O", CultureInfo.InvariantCulture),
                "--to", to.ToString("O", CultureInfo.InvariantCulture), .. change, "--reason", "The gauge was moved.", "--yes",
            ],
            NoSettings,
            Cancellation);
        return await LastCorrectionAsync(login);
    }

    private async Task<string> LastCorrectionAsync(DeviceLogin login)
    {
        var made = await _platform.EventStore.EventsAsync("correction_made", Cancellation);
        return JsonDocument.Parse(made.Last(data => data.Contains(login.Device, StringComparison.Ordinal))).RootElement.GetProperty("correction").GetString()!;
    }

    private Task PointsAreAsync(DeviceLogin login, double[] expected) => Eventually.HoldsAsync(
        $"the points are {string.Join(", ", expected)}",
        async () => (await _platform.TimeSeries.ValuesAsync("river", login.Device, "stage", Cancellation)).Select(point => point.Value).SequenceEqual(expected),
        Cancellation);

    private Task NewestIsAsync(DeviceLogin login, double? expected) => Eventually.HoldsAsync(
        $"the newest value is {expected}",
        async () =>
        {
            await using var connection = await OpenAsync();
            await using var command = new NpgsqlCommand($"select value from miyagi.latest_values where device = '{login.Device}' and metric = 'stage'", connection);
            return await command.ExecuteScalarAsync(Cancellation) is var value && (value is double number ? number == expected : value is DBNull && expected is null);
        },
        Cancellation);

    /// <summary>An instant after everything so far and before everything that follows.</summary>
    private static async Task<DateTimeOffset> LaterAsync()
    {
        var instant = TimeProvider.System.GetUtcNow();
        await Eventually.HoldsAsync("the clock moves on", () => TimeProvider.System.GetUtcNow() > instant.AddMilliseconds(2), Cancellation);
        return instant.AddMilliseconds(1);
    }

    private static async Task<double?[]> AnswerAsync(HttpClient http, DeviceLogin login, DateTimeOffset from, DateTimeOffset? asKnownOn)
    {
        var known = asKnownOn is { } instant ? $"&asKnownOn={Uri.EscapeDataString(instant.ToString("O", CultureInfo.InvariantCulture))}" : "";
        var path = $"/api/v1/history/{login.Device}/main/stage?from={Uri.EscapeDataString(from.ToString("O", CultureInfo.InvariantCulture))}{known}";
        var answer = await http.GetFromJsonAsync<JsonElement>(path, Cancellation);
        return [.. answer.GetProperty("readings").EnumerateArray()
            .Select(reading => reading.GetProperty("value") is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : (double?)null)];
    }

    private async Task<JsonElement> LedgerAsync(DeviceLogin login)
    {
        var answer = await _platform.Platform.CommandAsync(["ledger", login.Device, "--json"], NoSettings, Cancellation);
        return JsonDocument.Parse(answer[answer.IndexOf('{', StringComparison.Ordinal)..]).RootElement;
    }

    private async Task<HttpClient> SignInAsync(string name)
    {
        await _platform.AddUserAsync(name, Password, "viewer");
        var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = _platform.HttpAddress };
        await Eventually.HoldsAsync(
            "the account can sign in",
            async () =>
            {
                var page = await http.GetStringAsync(new Uri("/sign-in", UriKind.Relative), Cancellation);
                using var form = new FormUrlEncodedContent(new Dictionary<string, string>
                {
                    ["__RequestVerificationToken"] = Token().Match(page).Groups[1].Value,
                    ["Name"] = name,
                    ["Password"] = Password,
                    ["ReturnUrl"] = "/",
                });
                using var answer = await http.PostAsync(new Uri("/session/begin", UriKind.Relative), form, Cancellation);
                return answer.Headers.Location?.OriginalString == "/";
            },
            Cancellation);
        return http;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    private async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(_platform.PostgresConnectionString + ";Pooling=false");
        await connection.OpenAsync(Cancellation);
        return connection;
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
