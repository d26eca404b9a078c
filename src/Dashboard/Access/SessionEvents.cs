using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using MiyagiSensing.Projections.Users;

namespace MiyagiSensing.Dashboard.Access;

/// <summary>Looks the account up again every five minutes, so that a withdrawn role or a changed password counts, and tells programs 401 or 403 instead of a page.</summary>
internal sealed class SessionEvents(IUserQueries users) : CookieAuthenticationEvents
{
    /// <summary>How old a cookie's knowledge of its account may be. Chosen: one look-up in five minutes costs nothing.</summary>
    public static readonly TimeSpan Trusted = TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        var age = context.Options.TimeProvider!.GetUtcNow() - context.Properties.IssuedUtc;
        var showsProblem = context.HttpContext.Features.Get<IStatusCodeReExecuteFeature>() is not null;
        if (age < Trusted || showsProblem || context.Principal?.Identity?.Name is not { } name)
        {
            return;
        }

        var account = await users.FindAsync(name, context.HttpContext.RequestAborted);
        if (account is null || !AccountPrincipal.Fits(context.Principal, account))
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync();
            return;
        }

        context.ReplacePrincipal(AccountPrincipal.Create(account));
        context.ShouldRenew = true;
    }

    /// <inheritdoc/>
    public override Task RedirectToLogin(RedirectContext<CookieAuthenticationOptions> context) =>
        IsPage(context.Request) ? base.RedirectToLogin(context) : Refuse(context.Response, StatusCodes.Status401Unauthorized);

    /// <inheritdoc/>
    public override Task RedirectToAccessDenied(RedirectContext<CookieAuthenticationOptions> context) =>
        IsPage(context.Request) ? base.RedirectToAccessDenied(context) : Refuse(context.Response, StatusCodes.Status403Forbidden);

    /// <summary>True when a person's browser asks for a page, as opposed to a program or an island that asks for data.</summary>
    public static bool IsPage(HttpRequest request) =>
        !request.Path.StartsWithSegments("/api") && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    private static Task Refuse(HttpResponse response, int status)
    {
        response.StatusCode = status;
        return Task.CompletedTask;
    }
}
