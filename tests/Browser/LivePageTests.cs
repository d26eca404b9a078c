using System.Collections.Concurrent;
using Microsoft.Playwright;
using MiyagiSensing.Integration.Fixtures;
using Xunit;

namespace MiyagiSensing.Browser;

/// <summary>What a person sees in a real browser while a device publishes.</summary>
public sealed class LivePageTests(PlatformFixture platform) : IntegrationTest(platform), IClassFixture<PlatformFixture>, IAsyncLifetime
{
    private const string Station = "river-0400000001";
    private const string Password = "oyster raft at seven";
    private const int PhoneWidth = 390;
    private const int DeskWidth = 1280;

    private readonly PlatformFixture _platform = platform;
    private readonly ConcurrentQueue<string> _complaints = [];
    private Chromium _chromium = null!;

    public async ValueTask InitializeAsync() => _chromium = await Chromium.StartAsync();

    public override async ValueTask DisposeAsync()
    {
        await _chromium.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task A_published_value_appears_on_the_open_station_page_without_a_reload()
    {
        var gauge = await _platform.AddDeviceAsync("browser-gauge", "river", Station, Cancellation);
        await _platform.PublishAsync(gauge, Stage("1.25"), Cancellation);
        var page = await SignInAsync("value-watcher", DeskWidth);
        await page.GotoAsync($"/stations/{Station}");
        var value = page.Locator($"[data-live=\"{Station}/{gauge.Device}/main/stage\"] [data-number]");
        await Assertions.Expect(value).ToHaveTextAsync("1.25");
        await page.EvaluateAsync("document.body.dataset.sameDocument = 'yes'");

        await _platform.PublishAsync(gauge, Stage("1.37"), Cancellation);

        await Assertions.Expect(value).ToHaveTextAsync("1.37");
        await Assertions.Expect(page.Locator("body")).ToHaveAttributeAsync("data-same-document", "yes");
        await Assertions.Expect(page.Locator("#chart canvas")).ToBeVisibleAsync();
        Assert.Empty(_complaints);
    }

    [Fact]
    public async Task An_alert_appears_on_the_open_overview_of_a_phone_without_a_reload()
    {
        var gauge = await _platform.AddDeviceAsync("browser-flood-gauge", "river", Station, Cancellation);
        var page = await SignInAsync("alert-watcher", PhoneWidth);
        var attention = page.Locator("[data-fragment=attention] .alert-line");
        await Assertions.Expect(attention).ToHaveCountAsync(0);
        await page.EvaluateAsync("document.body.dataset.sameDocument = 'yes'");

        // Above every limit of this gauge, below what the metric holds to be possible.
        await _platform.PublishAsync(gauge, Stage("19.5"), Cancellation);

        await Assertions.Expect(attention).ToContainTextAsync("氾濫開始水位");
        await Assertions.Expect(page.Locator("body")).ToHaveAttributeAsync("data-same-document", "yes");
        Assert.Equal(0, await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth"));
        Assert.Empty(_complaints);
    }

    private static string Stage(string metres) => $$$"""{"m":{"stage":{{{metres}}}}}""";

    private async Task<IPage> SignInAsync(string name, int width)
    {
        await _platform.AddUserAsync(name, Password, "viewer");
        var page = await _chromium.OpenAsync(_platform.HttpAddress, width);
        page.Console += (_, message) => Complain(message.Type is "error" or "warning", message.Text);
        page.PageError += (_, error) => Complain(true, error);
        page.Request += (_, request) => Complain(IsElsewhere(request.Url), $"{request.Url} is elsewhere");
        await page.GotoAsync("/");
        await page.FillAsync("#name", name);
        await page.FillAsync("#password", Password);
        await page.ClickAsync("main button[type=submit]");
        await page.WaitForURLAsync(_platform.HttpAddress.ToString());
        return page;
    }

    private bool IsElsewhere(string address) =>
        !address.StartsWith(_platform.HttpAddress.ToString(), StringComparison.Ordinal) && !address.StartsWith("data:", StringComparison.Ordinal);

    private void Complain(bool applies, string text)
    {
        if (applies)
        {
            _complaints.Enqueue(text);
        }
    }
}
