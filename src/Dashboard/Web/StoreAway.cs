using System.Data.Common;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MiyagiSensing.Dashboard.Web;

/// <summary>Where the event store does not answer, the answer is 503 and says when to come again; the page for people is <c>/status/503</c>.</summary>
internal static class StoreAway
{
    // Chosen: PostgreSQL restarts within it.
    private const int RetryAfterSeconds = 10;

    public static void UseStoreAway(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        try
        {
            await next(context);
        }
        catch (DbException away) when (away.IsTransient && !context.Response.HasStarted)
        {
            DashboardLog.StoreAway(context.RequestServices.GetRequiredService<ILogger<DashboardOptions>>(), context.Request.Path, away.Message);
            context.Response.Clear();
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        }
    });
}
