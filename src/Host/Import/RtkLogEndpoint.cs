using System.Globalization;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Ports;
using MiyagiSensing.Gateway.Rtk;

namespace MiyagiSensing.Host.Import;

/// <summary>
/// <c>POST /operator/rtk-log?device=&amp;day=&amp;zone=</c>: a rover's NMEA log or a caster's session log through the gateway's own decoders and the intake. What is stored already is recognised, so the same file may be sent again.
/// The answer 200 means that all of it is committed.
/// </summary>
internal sealed class RtkLogEndpoint(RtkLogs logs, IIntake intake, IEventStore store, IDeviceDirectory directory, TimeProvider clock)
{
    /// <summary>Events of one commit. Chosen: some 200 kB.</summary>
    private const int MessageEvents = 500;

    /// <summary>Maps the path, for everybody who comes through the operator's door with its secret, and for nobody else.</summary>
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapPost(
        OperatorDoor.Root + "/rtk-log",
        async Task<IResult> (HttpContext http, string device, string day, int zone, OperatorDoor door, RtkLogEndpoint import) =>
            door.Admits(http) ? await import.TakeAsync(device, day, zone, http.Request.Body, http.RequestAborted) : TypedResults.NotFound()).AllowAnonymous().DisableAntiforgery();

    private async Task<IResult> TakeAsync(string device, string day, int zone, Stream body, CancellationToken cancellationToken)
    {
        if (await directory.FindAsync(device, cancellationToken) is not { Domain: "rtk" })
        {
            return TypedResults.BadRequest($"There is no device '{device}' of domain rtk; see device list, device add.");
        }

        if (!DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first) || Math.Abs(zone) > 14 * 60)
        {
            return TypedResults.BadRequest("The day or the zone is none.");
        }

        using var text = new MemoryStream();
        await body.CopyToAsync(text, cancellationToken);
        var now = clock.GetUtcNow();
        now = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
        var (facts, refused) = await logs.ReadFileAsync(device, text.GetBuffer().AsMemory(0, (int)text.Length), now, first, TimeSpan.FromMinutes(zone), cancellationToken);
        var fresh = await FreshAsync(facts, cancellationToken);
        List<ImportedMessage> messages = [];
        foreach (var events in fresh.Chunk(MessageEvents))
        {
            var message = new ImportedMessage
            {
                Device = device,
                ReceivedAt = now,
                PayloadBytes = (int)(text.Length * events.Length / fresh.Count),
                Events = [.. events.Select(fact => new NewEvent(Guid.CreateVersion7(now), fact.Stream, fact.Data, new EventHeaders("operator")))],
            };
            await intake.SubmitAsync(message, cancellationToken);
            messages.Add(message);
        }

        var outcomes = await Task.WhenAll(messages.Select(message => message.Settled)).WaitAsync(cancellationToken);
        return Array.TrueForAll(outcomes, outcome => outcome == IntakeOutcome.Committed)
            ? TypedResults.Ok(new RtkLogResult(
                fresh.Count, facts.Count - fresh.Count, fresh.Sum(fact => (fact.Data as SessionProgressed)?.Track?.Qualities.Sum() ?? 0), refused.Count,
                [.. refused.Take(ImportSurvey.NamedLines).Select(line => new RefusedLine(line.Line, line.Reason))]))
            : TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
    }

    /// <summary>What is not yet in its stream, each once.</summary>
    private async Task<List<(string Stream, IDomainEvent Data)>> FreshAsync(IReadOnlyList<(string Stream, IDomainEvent Data)> facts, CancellationToken cancellationToken)
    {
        HashSet<(string Stream, string Json)> known = [];
        foreach (var stream in facts.Select(fact => fact.Stream).Distinct())
        {
            await foreach (var item in store.ReadStreamAsync(stream, 1, cancellationToken))
            {
                if (item.Data is { } data)
                {
                    known.Add((stream, TextOf(data)));
                }
            }
        }

        return [.. facts.Where(fact => known.Add((fact.Stream, TextOf(fact.Data))))];
    }

    private static string TextOf(IDomainEvent data) => EventCatalog.NameOf(data) + System.Text.Encoding.UTF8.GetString(EventCatalog.Serialize(data));
}
