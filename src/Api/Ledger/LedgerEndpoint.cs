using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using MiyagiSensing.Api.Problems;
using MiyagiSensing.Projections.Ledger;

namespace MiyagiSensing.Api.Ledger;

/// <summary><c>/ledger/{device}?day=</c>: what a device sent and what became of it; with a day, also what is missing.</summary>
internal static class LedgerEndpoint
{
    // Chosen: a month at a glance.
    private const int DefaultDays = 31;

    // The bound of ILedgerQueries.ListAsync.
    private const int MaxDays = 366;

    public static void MapLedger(this IEndpointRouteBuilder api) => api.MapGet("/ledger/{device}", ReadAsync);

    private static async Task<IResult> ReadAsync(string device, HttpRequest request, ILedgerQueries ledger, CancellationToken cancellationToken)
    {
        var query = new QueryText(request.Query);
        var day = query.Day("day");
        var days = query.Integer("days", DefaultDays, 1, MaxDays);
        if (!query.IsValid)
        {
            return query.ToProblem();
        }

        if (!await ledger.KnowsAsync(device, cancellationToken))
        {
            return ApiProblems.NotFound($"There is no device '{device}'.");
        }

        return TypedResults.Ok(day is { } one
            ? new DeviceLedger
            {
                Device = device,
                Days = [await ledger.ReadAsync(device, one, cancellationToken)],
                Expected = await ledger.GapsAsync(device, one, cancellationToken),
            }
            : new DeviceLedger { Device = device, Days = await ledger.ListAsync(device, days, cancellationToken) });
    }
}
