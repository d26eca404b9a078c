using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using MiyagiSensing.Api.Problems;
using MiyagiSensing.Projections.Stations;

namespace MiyagiSensing.Api.Live;

/// <summary><c>/events?station=</c>: server-sent events (WHATWG HTML, section 9.2).</summary>
internal static class EventsEndpoint
{
    private const string LastEventId = "Last-Event-ID";

    public static void MapEvents(this IEndpointRouteBuilder api) => api.MapGet("/events", OpenAsync);

    private static async Task<IResult> OpenAsync(
        HttpRequest request, IStationQueries stations, EventStream stream, CancellationToken cancellationToken)
    {
        var query = new QueryText(request.Query);
        var station = query.Identifier("station");
        if (!query.IsValid)
        {
            return query.ToProblem();
        }

        if (station is not null && await stations.FindAsync(station, cancellationToken) is null)
        {
            return ApiProblems.NotFound($"There is no station '{station}'.");
        }

        return TypedResults.ServerSentEvents(stream.ReadAsync(station, LastSeen(request), cancellationToken));
    }

    // An id that is none of ours says only that the client has been here before.
    private static long? LastSeen(HttpRequest request) =>
        !request.Headers.TryGetValue(LastEventId, out var id) ? null
        : long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? position
        : 0;
}
