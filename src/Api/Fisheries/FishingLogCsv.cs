using System.Buffers;
using System.Globalization;
using System.Text;
using MiyagiSensing.Projections.Fisheries;

namespace MiyagiSensing.Api.Fisheries;

/// <summary>
/// Entries of fishing logs as CSV (RFC 4180), UTF-8 with a byte order mark, so that spreadsheets show Japanese. The columns are those that <c>fishery log import</c> reads, and who recorded an entry and when.
/// </summary>
internal static class FishingLogCsv
{
    private static readonly SearchValues<char> NeedQuotes = SearchValues.Create(",\"\r\n");

    public static byte[] Write(IReadOnlyList<FishingLog> logs)
    {
        var text = new StringBuilder("\uFEFFdistrict,date,species,work,kg,hours,vessel,note,id,actor,recorded_at\r\n");
        foreach (var log in logs)
        {
            var record = log.Record;
            text.AppendJoin(
                ',',
                log.District, record.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), record.Species, record.Work, Number(record.Kilograms), Number(record.Hours), Field(record.Vessel), Field(record.Note), log.Log,
                log.Actor, log.RecordedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)).Append("\r\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Number(double? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    /// <summary>A text that a spreadsheet would take for a formula gets an apostrophe before it, which shows that it is text.</summary>
    private static string Field(string? text)
    {
        var safe = text is ['=' or '+' or '-' or '@' or '\t', ..] ? "'" + text : text ?? "";
        return safe.AsSpan().ContainsAny(NeedQuotes) ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
