using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.WebEncoders;
using MiyagiSensing.Dashboard.Access;
using MiyagiSensing.Dashboard.Operations;
using MiyagiSensing.Dashboard.Rendering;
using MiyagiSensing.Domain.Fisheries;

namespace MiyagiSensing.Dashboard;

/// <summary>Registers the dashboard.</summary>
public static class DashboardServices
{
    /// <summary>
    /// Adds pages, sign-in and the rule that every endpoint of the application needs a signed-in person unless it says otherwise. The host also registers
    /// the query interfaces of Projections, the <c>SensingCatalog</c> in use, a <see cref="TimeProvider"/> and, for the operations page, an <see cref="IOperatorView"/>.
    /// </summary>
    /// <param name="services">Where to add.</param>
    /// <param name="options">The installation.</param>
    public static IServiceCollection AddDashboard(this IServiceCollection services, DashboardOptions options)
    {
        services.AddSingleton(options);
        services.AddRazorComponents();
        services.AddHttpContextAccessor();
        // Without this every Japanese character would be written as an eight-byte entity.
        services.Configure<WebEncoderOptions>(encoder => encoder.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddScoped<PageContext>();
        services.AddResponseCompression(compression => compression.EnableForHttps = true);
        services.TryAddSingleton<FishingLogDesk>();
        services.TryAddSingleton<IOperatorView, EmptyOperatorView>();
        services.AddSession(options);
        return services;
    }

    private static void AddSession(this IServiceCollection services, DashboardOptions options)
    {
        services.AddDataProtection().SetApplicationName("MiyagiSensing").PersistKeysToFileSystem(CreateKeysFolder(options.KeysFolder));
        services.AddSingleton<PasswordCheck>();
        services.AddSingleton(new SignInThrottle(TimeProvider.System));
        services.AddScoped<SessionEvents>();
        services.AddAntiforgery(antiforgery => antiforgery.Cookie.Name = "miyagi-form");
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(cookie =>
        {
            cookie.Cookie.Name = "miyagi-session";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            cookie.LoginPath = "/sign-in";
            cookie.AccessDeniedPath = "/status/403";
            cookie.ExpireTimeSpan = options.SessionLength;
            cookie.SlidingExpiration = true;
            cookie.EventsType = typeof(SessionEvents);
            // People and their browsers live by the world's clock, even while the platform replays another year.
            cookie.TimeProvider = TimeProvider.System;
        });
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
    }

    private static DirectoryInfo CreateKeysFolder(string path) =>
        OperatingSystem.IsWindows()
            ? Directory.CreateDirectory(path)
            : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
}
