using Microsoft.Playwright;

namespace MiyagiSensing.Browser;

/// <summary>The system's Chromium, driven without a display and kept from talking to anybody but the platform.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
        "--disable-sync",
    ];

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Chromium(IPlaywright playwright, IBrowser browser)
    {
        _playwright = playwright;
        _browser = browser;
    }

    /// <summary>Starts the browser that <c>MIYAGI_CHROMIUM</c> names, else Debian's.</summary>
    public static async Task<Chromium> StartAsync()
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("MIYAGI_CHROMIUM") ?? "/usr/bin/chromium",
            Args = Flags,
        });
        return new Chromium(playwright, browser);
    }

    /// <summary>A page of a new visitor, with relative addresses on the platform.</summary>
    /// <param name="platform">Where the pages are.</param>
    /// <param name="width">Of the window, in CSS pixels.</param>
    public async Task<IPage> OpenAsync(Uri platform, int width)
    {
        var context = await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = platform.ToString(),
            ViewportSize = new ViewportSize { Width = width, Height = 800 },
        });
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
