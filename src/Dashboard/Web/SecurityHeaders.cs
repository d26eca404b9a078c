using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace MiyagiSensing.Dashboard.Web;

/// <summary>Headers that keep a browser to what these pages need: nothing from elsewhere, no inline script or style, no frame around us.</summary>
internal static class SecurityHeaders
{
    /// <summary>Content Security Policy Level 3. <c>data:</c> images are the ones that the map library's style sheet carries.</summary>
    public const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        + "form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use(static (context, next) =>
    {
        context.Response.OnStarting(static state =>
        {
            var headers = ((HttpContext)state).Response.Headers;
            headers.ContentSecurityPolicy = Policy;
            headers.XContentTypeOptions = "nosniff";
            headers.XFrameOptions = "DENY";
            headers["Referrer-Policy"] = "same-origin";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
            if (headers.CacheControl.Count == 0)
            {
                // Pages show what a signed-in person may see; nothing between us and them should keep a copy.
                headers.CacheControl = "no-store";
            }

            return Task.CompletedTask;
        }, context);
        return next(context);
    });
}
