using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using MiyagiSensing.Domain;
using MiyagiSensing.Domain.Journal;
using MiyagiSensing.Domain.Ports;
using MiyagiSensing.Domain.Readings;

namespace MiyagiSensing.Host.Import;

/// <summary>
/// <c>POST /operator/import</c>: a batch of history into the intake, like everything that devices send: identities, duplicates, conflicts, screening of clocks, tallies and the one writer hold. The answer 200 means that all of it is
/// committed, and says what became of it; whatever else happens, the same batch may be sent again.
/// </summary>
internal sealed class ImportEndpoint(IIntake intake, IDeviceDirectory directory, TimeProvider clock)
{
    // A commit's worth, see IngestOptions.BatchReadings; the intake's memory of a series has room for two of them.
    private const int MessageReadings = 4_000;

    // Instants that every stage can carry: the years 1 to 9999 of DateTimeOffset.
    private static readonly long EarliestInstant = DateTimeOffset.MinValue.ToUnixTimeMilliseconds();
    private static readonly long LatestInstant = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    // One object for each sensor and shape, as decoders hand out: the intake's memory finds its place by reference. A device that was once found stays.
    private readonly ConcurrentDictionary<ReadingSource, ReadingSource> _sources = new();
    private readonly ConcurrentDictionary<MetricSet, MetricSet> _shapes = new();

    /// <summary>Maps the path. It is for everybody who comes through the operator's door with its secret, and for nobody else.</summary>
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapPost(
        OperatorDoor.Root + "/import",
        async Task<IResult> (HttpContext http, OperatorDoor door, ImportEndpoint import) =>
            door.Admits(http) ? await import.TakeAsync(http.Request.Body, http.RequestAborted) : TypedResults.NotFound()).AllowAnonymous().DisableAntiforgery();

    private async Task<IResult> TakeAsync(Stream body, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await body.CopyToAsync(bytes, cancellationToken);
        ReadingsRecorded block;
        try
        {
            block = JournalBlockReader.Read(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
        }
        catch (JsonException exception)
        {
            return Refused(exception.Message);
        }

        if (block.Count == 0 || block.Count > ImportBatch.MaxReadings || block.Groups.Any(group => group.MeasuredAt.Any(at => at < EarliestInstant || at > LatestInstant)))
        {
            return Refused($"A batch has 1 to {ImportBatch.MaxReadings} readings of the years 1 to 9999.");
        }

        foreach (var source in block.Groups.SelectMany(group => group.Sources))
        {
            if (!_sources.ContainsKey(source) && (!Identifier.IsValid(source.Sensor) || await directory.FindAsync(source.Device, cancellationToken) is null))
            {
                return Refused($"There is no device '{source.Device}' with a sensor '{source.Sensor}'.");
            }
        }

        if (block.Groups.SelectMany(group => group.Metrics.Names).FirstOrDefault(metric => !Identifier.IsValid(metric)) is { } wrong)
        {
            return Refused($"'{wrong}' is no metric's name.");
        }

        return await SubmitAsync(block, (int)bytes.Length, cancellationToken);
    }

    private async Task<IResult> SubmitAsync(ReadingsRecorded block, int payloadBytes, CancellationToken cancellationToken)
    {
        var ticks = clock.GetUtcNow().UtcTicks;
        var now = new DateTimeOffset(ticks - (ticks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
        List<ImportedMessage> messages = [];
        foreach (var readings in block.Groups.SelectMany(group => Readings(group, now)).GroupBy(reading => reading.Source.Device).SelectMany(device => device.Chunk(MessageReadings)))
        {
            var message = new ImportedMessage { Device = readings[0].Source.Device, ReceivedAt = now, PayloadBytes = (int)((long)payloadBytes * readings.Length / block.Count), Readings = readings };
            await intake.SubmitAsync(message, cancellationToken);
            messages.Add(message);
        }

        var outcomes = await Task.WhenAll(messages.Select(message => message.Settled)).WaitAsync(cancellationToken);
        return Array.TrueForAll(outcomes, outcome => outcome == IntakeOutcome.Committed)
            ? TypedResults.Ok(messages.Aggregate(new ImportResult(), (sum, message) => sum + ResultOf(message)))
            : TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
    }

    private IEnumerable<Reading> Readings(ReadingGroup group, DateTimeOffset now)
    {
        var metrics = _shapes.GetOrAdd(group.Metrics, group.Metrics);
        var sources = Array.ConvertAll(group.Sources, source => _sources.GetOrAdd(source, source));
        for (var i = 0; i < group.Count; i++)
        {
            var row = i;
            yield return new Reading
            {
                Source = sources[group.SourceIndex[i]],
                Metrics = metrics,
                Values = Array.ConvertAll(group.Values, column => column[row]),
                MeasuredAt = DateTimeOffset.FromUnixTimeMilliseconds(group.MeasuredAt[i]),
                ReceivedAt = now,
                Decoder = Decoders.Import,
            };
        }
    }

    private static ImportResult ResultOf(ImportedMessage message)
    {
        var (counts, received) = (message.Counts, message.Readings.Count);
        return new ImportResult
        {
            Received = received,
            Stored = received - counts.Duplicate - counts.SetAside.Values.Sum(),
            Duplicate = counts.Duplicate,
            SetAside = counts.SetAside.ToDictionary(pair => pair.Key, pair => (long)pair.Value),
        };
    }

    private static BadRequest<string> Refused(string reason) => TypedResults.BadRequest(reason);
}
