using System.Data.Common;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Logging;
using MiyagiSensing.Projections.TimeSeries;

namespace MiyagiSensing.Api.Problems;

/// <summary>
/// Turns "the store is away" into 503 with the hint when to try again. The store's own words go to the log, since they name addresses; only texts of our own are shown.
/// </summary>
internal sealed class UnavailableFilter(ILogger<UnavailableFilter> logger) : IEndpointFilter
{
    // Chosen: both stores restart within it, and it keeps a waiting page from hammering.
    private const int RetryAfterSeconds = 30;

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (TimeSeriesUnavailableException away)
        {
            return Answer(context.HttpContext, away, $"There is no history now: {away.Message} Live values are not affected. Try again later.");
        }
        catch (IOException away)
        {
            return Answer(context.HttpContext, away, "The time-series database does not answer, so there is no history now. Live values are not affected. Try again later.");
        }
        catch (DbException away) when (away.IsTransient)
        {
            return Answer(context.HttpContext, away, "The event store does not answer. Nothing that was acknowledged is lost. Try again later.");
        }
    }

    private ProblemHttpResult Answer(HttpContext http, Exception away, string detail)
    {
        ApiLog.SourceAway(logger, http.Request.Path, away);
        http.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        return ApiProblems.Unavailable(detail);
    }
}
