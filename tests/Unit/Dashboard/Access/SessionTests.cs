using System.Net;
using Microsoft.AspNetCore.Identity;
using Xunit;

namespace MiyagiSensing.Unit.Dashboard.Access;

public sealed class SessionTests : IAsyncLifetime
{
    private DashboardServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await DashboardServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("/")]
    [InlineData("/stations/river-1")]
    [InlineData("/alerts")]
    [InlineData("/operations")]
    [InlineData("/no/such/page")]
    public async Task A_stranger_is_sent_to_the_sign_in_page_and_comes_back_after(string path)
    {
        using var response = await _server.GetAsync(path);

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal($"/sign-in?ReturnUrl={Uri.EscapeDataString(path)}", response.Headers.Location!.PathAndQuery);
        Assert.Equal(path, await _server.SignInAsync("viewer", returnUrl: path));
    }

    [Fact]
    public async Task A_program_without_a_session_gets_401_and_no_page()
    {
        using var response = await _server.GetAsync("/api/v1/anything");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task What_allows_strangers_is_open_to_them() => Assert.Equal("alive", await _server.TextAsync("/health/live"));

    [Theory]
    [InlineData("viewer", "wrong")]
    [InlineData("nobody", DashboardFakes.Password)]
    public async Task A_wrong_name_and_a_wrong_password_look_the_same(string name, string password)
    {
        Assert.Equal("/sign-in?problem=wrong&ReturnUrl=%2F", await _server.SignInAsync(name, password));
        Assert.Contains("名前またはパスワードが違います", await _server.TextAsync("/sign-in?problem=wrong"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_five_failures_even_the_right_password_has_to_wait()
    {
        for (var i = 0; i < 5; i++)
        {
            await _server.SignInAsync("viewer", "wrong");
        }

        Assert.Equal("/sign-in?problem=wait&ReturnUrl=%2F", await _server.SignInAsync("viewer"));
    }

    [Fact]
    public async Task A_form_without_the_antiforgery_token_is_refused()
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["Name"] = "viewer", ["Password"] = DashboardFakes.Password });
        using var response = await _server.Browser.PostAsync(new Uri("/session/begin", UriKind.Relative), form, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task A_restart_signs_nobody_out()
    {
        await _server.SignInAsync("viewer");
        await _server.RestartAsync();

        await _server.TextAsync("/");
    }

    [Fact]
    public async Task A_leap_of_the_platforms_clock_signs_nobody_out()
    {
        await _server.SignInAsync("viewer");
        _server.Clock.Advance(TimeSpan.FromDays(400));

        await _server.TextAsync("/");
    }

    [Fact]
    public async Task Operations_are_for_administrators()
    {
        await _server.SignInAsync("viewer");
        using var refused = await _server.GetAsync("/operations");
        using var explained = await _server.GetAsync("/status/403");

        Assert.Equal("/status/403", refused.Headers.Location!.AbsolutePath);
        Assert.Equal(HttpStatusCode.Forbidden, explained.StatusCode);
    }

    [Fact]
    public async Task An_account_hash_of_another_identity_version_3_hasher_signs_in()
    {
        var hasher = new PasswordHasher<object>();
        _server.Fakes.Accounts.Add(new("sato", hasher.HashPassword(new object(), "scallop 23"), []));

        Assert.Equal("/", await _server.SignInAsync("sato", "scallop 23"));
    }
}
