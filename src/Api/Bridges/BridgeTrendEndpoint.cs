using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using MiyagiSensing.Api.Problems;
using MiyagiSensing.Domain;
using MiyagiSensing.Projections.Bridges;

namespace MiyagiSensing.Api.Bridges;

/// <summary><c>/bridges/{id}/trend?metric=&amp;by=&amp;from=&amp;to=</c>: how one metric of a bridge moves over time.</summary>
internal static class BridgeTrendEndpoint
{
    // Chosen: what a person looks at, and some thousand periods at the most.
    private static readonly Dictionary<string, (TrendPeriod Period, TimeSpan Usual, TimeSpan Most)> Periods = new()
    {
        ["day"] = (TrendPeriod.Day, TimeSpan.FromDays(366), TimeSpan.FromDays(5 * 366)),
        ["hour"] = (TrendPeriod.Hour, TimeSpan.FromDays(31), TimeSpan.FromDays(92)),
        ["minute"] = (TrendPeriod.Minute, TimeSpan.FromDays(1), TimeSpan.FromDays(3)),
    };

    public static void MapBridgeTrend(this IEndpointRouteBuilder api) => api.MapGet("/bridges/{id}/trend", ReadAsync);

    private static async Task<IResult> ReadAsync(
        string id, HttpRequest request, IBridgeQueries bridges, IBridgeTrendQueries trends, TimeProvider clock, CancellationToken cancellationToken)
    {
        var query = new QueryText(request.Query);
        var metric = query.Word("metric", IBridgeTrendQueries.Metrics);
        if (metric is null)
        {
            query.Refuse("metric", $"Name the metric: one of {string.Join(", ", IBridgeTrendQueries.Metrics)}.");
        }

        var by = query.Word("by", [.. Periods.Keys]) ?? "day";
        var (period, usual, most) = Periods[by];
        var to = query.Instant("to") ?? clock.GetUtcNow();
        var from = query.Instant("from") ?? to - usual;
        if (from >= to)
        {
            query.Refuse("from", "Use an instant before 'to'; without 'to', the present is taken.");
        }
        else if (to - from > most)
        {
            query.Refuse("from", $"Use a shorter range: at most {most.TotalDays:0} days by {by}.");
        }

        if (!query.IsValid)
        {
            return query.ToProblem();
        }

        if (await bridges.FindAsync(id, JapanDay.Of(clock.GetUtcNow()), knownOn: null, cancellationToken) is not { } dossier)
        {
            return ApiProblems.NotFound($"There is no bridge '{id}'.");
        }

        var bridge = dossier.Overview.Bridge;
        if (bridge.Station is not { } station)
        {
            return ApiProblems.NotFound($"Bridge '{id}' has no sensors, so it has no trend.");
        }

        var repairs = dossier.RepairDays();
        if (await trends.ReadAsync(new TrendQuestion(station, metric!, period, from, to, repairs), cancellationToken) is { } trend)
        {
            return TypedResults.Ok(new BridgeTrendAnswer { Bridge = id, Station = station, Fictional = bridge.Fictional, By = by, From = from, To = to, Repairs = repairs, Trend = trend });
        }

        query.Refuse("from", $"Use a shorter range: natural frequencies are found in at most {IBridgeTrendQueries.MostSamples} readings at once.");
        return query.ToProblem();
    }
}
