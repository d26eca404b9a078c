using System.Buffers;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Gateway.Decoding;
using MiyagiSensing.Gateway.Intake;

namespace MiyagiSensing.Gateway.Rtk;

/// <summary>What rovers and casters say becomes events without persons: pseudonyms instead of user ids, municipalities instead of positions. Nothing else that it is given leaves it.</summary>
public sealed class RtkLogs
{
    private readonly RtkUsers _users;
    private readonly Municipalities _municipalities;

    internal RtkLogs(RtkUsers users, Municipalities municipalities) => (_users, _municipalities) = (users, municipalities);

    /// <summary>Reads a file of NMEA sentences or of a caster's log.</summary>
    /// <param name="device">The device whose file it is.</param>
    /// <param name="text">UTF-8.</param>
    /// <param name="now">Our clock, UTC.</param>
    /// <param name="day">The day in Japan of the first GGA sentence, which has none.</param>
    /// <param name="casterZone">What a caster's log is ahead of UTC.</param>
    /// <param name="cancellationToken">Ends the wait for the key store.</param>
    /// <returns>Facts in order, each with its stream, and the lines that were refused (from 1) with the reason, which quotes nothing.</returns>
    public async Task<(IReadOnlyList<(string Stream, IDomainEvent Data)> Facts, IReadOnlyList<(int Line, string Reason)> Refused)> ReadFileAsync(
        string device, ReadOnlyMemory<byte> text, DateTimeOffset now, DateOnly day, TimeSpan casterZone, CancellationToken cancellationToken)
    {
        var (reports, faults) = RtkText.Read(text.Span, RtkTextClock.OfFile(now, day, casterZone));
        return (await ToEventsAsync(device, reports, cancellationToken), [.. faults.Select(fault => ((fault.Item ?? 0) + 1, fault.Reason))]);
    }

    /// <summary>Reads a message: text or JSON, by content type and shape.</summary>
    internal async ValueTask<(IReadOnlyList<(string Stream, IDomainEvent Data)> Facts, IReadOnlyList<PayloadFault> Faults)> DecodeAsync(
        string device, string? contentType, ReadOnlySequence<byte> payload, DateTimeOffset receivedAt, CancellationToken cancellationToken)
    {
        if (!RtkText.IsOne(contentType, payload))
        {
            if (!RtkDecoder.TryDecode(payload, receivedAt, out var report, out var fault))
            {
                return ([], [fault]);
            }

            // Free text; the ids of text lines are numbers and days.
            report.Session = _users.SessionOf(device, report.Session);
            return (await ToEventsAsync(device, [report], cancellationToken), []);
        }

        var (reports, faults) = RtkText.Read(payload.ToArray(), RtkTextClock.Live(receivedAt));
        if (faults.Count > DecoderLimits.Faults)
        {
            // One for all that follow; it keeps the whole message.
            faults = [.. faults.Take(DecoderLimits.Faults), new PayloadFault(PayloadFaultKind.TooManyFaults, $"{faults.Count - DecoderLimits.Faults} more lines are wrong")];
        }

        return (await ToEventsAsync(device, reports, cancellationToken), faults);
    }

    private async ValueTask<IReadOnlyList<(string Stream, IDomainEvent Data)>> ToEventsAsync(string device, IReadOnlyList<RtkReport> reports, CancellationToken cancellationToken)
    {
        List<(string Stream, IDomainEvent Data)> facts = new(reports.Count);
        foreach (var report in reports)
        {
            var pseudonym = report is { Step: RtkStep.Started, User: { } user } ? await _users.PseudonymOfAsync(user, cancellationToken) : null;
            var municipality = report is { Latitude: { } latitude, Longitude: { } longitude } ? _municipalities.Nearest(latitude, longitude) : null;
            facts.Add((RtkEvents.StreamOf(device, report.Session), RtkEvents.From(report, device, pseudonym, municipality)));
        }

        return facts;
    }
}
