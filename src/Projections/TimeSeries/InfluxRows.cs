using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace MiyagiSensing.Projections.TimeSeries;

/// <summary>The series in InfluxDB's answers, chunk by chunk (one JSON document a line).</summary>
internal static class InfluxRows
{
    /// <summary>Yields each element of <c>results[].series[]</c>; valid until the next one is asked for.</summary>
    /// <exception cref="InfluxException">There is no such database, which is so until the first point has been written.</exception>
    /// <exception cref="HttpRequestException">The server understood the request but could not answer it; the message holds its reason.</exception>
    public static async IAsyncEnumerable<JsonElement> ReadAsync(Stream answer, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(answer, Encoding.UTF8);
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Length == 0)
            {
                continue;
            }

            using var document = JsonDocument.Parse(line);
            foreach (var result in document.RootElement.GetProperty("results").EnumerateArray())
            {
                if (result.TryGetProperty("error", out var error))
                {
                    var reason = error.GetString() ?? "";
                    // InfluxQL's errors have no codes.
                    throw reason.StartsWith("database not found", StringComparison.Ordinal)
                        ? new InfluxException(InfluxFailure.NoDatabase, "InfluxDB can't answer: " + reason)
                        : new HttpRequestException("InfluxDB can't answer: " + reason);
                }

                if (result.TryGetProperty("series", out var series))
                {
                    foreach (var row in series.EnumerateArray())
                    {
                        yield return row;
                    }
                }
            }
        }
    }
}
