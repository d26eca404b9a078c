using Microsoft.AspNetCore.Http;

namespace MiyagiSensing.Dashboard.Texts;

/// <summary>The two languages of the platform, and which one a request wants.</summary>
internal static class Language
{
    public const string Japanese = "ja";
    public const string English = "en";

    /// <summary>Name of the cookie that keeps the choice.</summary>
    public const string Cookie = "lang";

    /// <summary>The query's wish, else the cookie's, else Japanese. Unknown words count as no wish.</summary>
    public static string Of(HttpRequest request) =>
        Known(request.Query["lang"]) ?? Known(request.Cookies[Cookie]) ?? Japanese;

    /// <summary>Keeps a choice made by <c>?lang=</c> for a year.</summary>
    public static void Keep(HttpContext context)
    {
        if (Known(context.Request.Query["lang"]) is { } chosen && chosen != context.Request.Cookies[Cookie])
        {
            context.Response.Cookies.Append(Cookie, chosen, new CookieOptions
            {
                HttpOnly = true,
                IsEssential = true,
                MaxAge = TimeSpan.FromDays(365),
                SameSite = SameSiteMode.Lax,
                Secure = context.Request.IsHttps,
            });
        }
    }

    private static string? Known(string? wish) => wish is Japanese or English ? wish : null;
}
