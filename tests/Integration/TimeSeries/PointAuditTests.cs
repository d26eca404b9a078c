using System.Globalization;
using System.Net;
using MiyagiSensing.Integration.Fixtures;
using Xunit;

namespace MiyagiSensing.Integration.TimeSeries;

/// <summary>What InfluxDB has lost, has too much or holds otherwise than the journal is found, named, and brought back.</summary>
public sealed class PointAuditTests(PlatformFixture platform) : IntegrationTest(platform), IClassFixture<PlatformFixture>
{
    private const string Line = "timeseries, values in InfluxDB by series and day (UTC): ";

    private static readonly Dictionary<string, string?> NoSettings = [];

    private readonly PlatformFixture _platform = platform;

    [Fact]
    public async Task Points_that_are_gone_added_or_altered_are_found_and_named_until_a_rebuild()
    {
        var login = await _platform.AddDeviceAsync("pointaudit", "river", History.Station, Cancellation);
        // Noon of the day before yesterday, so that all are of one day and month.
        var day = TimeProvider.System.GetUtcNow().UtcDateTime.Date.AddDays(-2);
        var first = new DateTimeOffset(day.AddHours(12), TimeSpan.Zero).ToUnixTimeMilliseconds();
        await History.PublishAsync(_platform, login, first, 50, Cancellation);
        var found = "";
        await Eventually.HoldsAsync(
            "history has the day",
            async () => (found = await AuditAsync()).Contains("ok        " + Line + "100,", StringComparison.Ordinal),
            Cancellation,
            TimeSpan.FromSeconds(90),
            () => found);

        await InfluxAsync($"query?db={_platform.Influx.Database}&q={Uri.EscapeDataString($"DELETE FROM river WHERE device = 'pointaudit' AND time < {first + 5000}ms")}", "");
        Assert.Contains(
            string.Create(CultureInfo.InvariantCulture, $"pointaudit main battery {day:yyyy-MM-dd}: history has 50 values from 12.5 to 12.5, sum 625, InfluxDB has 45 values from 12.5 to 12.5, sum 562.5; bring it back by: ./miyagi timeseries rebuild"),
            await AuditAsync(),
            StringComparison.Ordinal);
        Assert.Contains(Line + "DIFFERS", await _platform.Platform.CommandAsync(["status"], NoSettings, Cancellation), StringComparison.Ordinal);

        await _platform.Platform.CommandAsync(["timeseries", "rebuild"], NoSettings, Cancellation);
        Assert.Contains("ok        " + Line + "100,", await AuditAsync(), StringComparison.Ordinal);

        await InfluxAsync(Write, string.Create(CultureInfo.InvariantCulture, $"river,device=pointaudit,sensor=main,station={History.Station} battery=12.4 {first + 7000}"));
        Assert.Contains("InfluxDB has 50 values from 12.4 to 12.5, sum 624.9", await AuditAsync(), StringComparison.Ordinal);
        await _platform.Platform.CommandAsync(["timeseries", "rebuild"], NoSettings, Cancellation);

        await InfluxAsync(Write, string.Create(CultureInfo.InvariantCulture, $"river,device=pointaudit,sensor=main battery=12.5 {first + 999}"));
        Assert.Contains("InfluxDB has 51 values", await AuditAsync(), StringComparison.Ordinal);
    }

    private string Write => $"write?db={_platform.Influx.Database}&precision=ms";

    /// <summary>One round; exit status 1 when something differs, which is what the text says.</summary>
    private async Task<string> AuditAsync()
    {
        try
        {
            return await _platform.Platform.CommandAsync(["projection", "audit"], NoSettings, Cancellation);
        }
        catch (InvalidOperationException exception) when (exception.Message.Contains("DIFFERS", StringComparison.Ordinal))
        {
            return exception.Message;
        }
    }

    private async Task InfluxAsync(string path, string body)
    {
        using var http = new HttpClient();
        using var content = new StringContent(body);
        using var answer = await http.PostAsync(new Uri(_platform.InfluxAddress, path), content, Cancellation);
        Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.NoContent, await answer.Content.ReadAsStringAsync(Cancellation));
    }
}
