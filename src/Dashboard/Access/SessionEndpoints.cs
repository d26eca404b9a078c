using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using MiyagiSensing.Projections.Users;

namespace MiyagiSensing.Dashboard.Access;

/// <summary>Takes the forms that begin and end a session. Both need an antiforgery token, which the framework checks because they read forms.</summary>
internal static class SessionEndpoints
{
    public const string Begin = "/session/begin";
    public const string End = "/session/end";

    public static void MapSessions(this IEndpointRouteBuilder routes)
    {
        routes.MapPost(Begin, BeginAsync).AllowAnonymous().ExcludeFromDescription();
        routes.MapPost(End, EndAsync).ExcludeFromDescription();
    }

    private static async Task<IResult> BeginAsync(
        [FromForm] SignInForm form, HttpContext context, IUserQueries users, PasswordCheck passwords, SignInThrottle throttle,
        ILogger<SignInForm> logger, CancellationToken cancellationToken)
    {
        var name = form.Name.Trim();
        var address = context.Connection.RemoteIpAddress?.ToString() ?? "";
        if (!throttle.TryBegin(name, address))
        {
            DashboardLog.SignInThrottled(logger, address);
            return Back(SignInProblem.Wait, form.ReturnUrl);
        }

        var account = await users.FindAsync(name, cancellationToken);
        if (!passwords.Matches(account, form.Password) || account is null)
        {
            DashboardLog.SignInFailed(logger, address);
            return Back(SignInProblem.Wrong, form.ReturnUrl);
        }

        throttle.Succeeded(name, address);
        await context.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, AccountPrincipal.Create(account));
        return Results.LocalRedirect(ReturnPath.Safe(form.ReturnUrl));
    }

    /// <remarks>The unused form parameter makes the framework check the antiforgery token.</remarks>
    private static async Task<IResult> EndAsync([FromForm] IFormCollection form, HttpContext context)
    {
        await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        return Results.LocalRedirect("/sign-in");
    }

    private static IResult Back(string problem, string? returnUrl) => Results.LocalRedirect(
        $"/sign-in{QueryString.Create("problem", problem).Add("ReturnUrl", ReturnPath.Safe(returnUrl))}");
}
