using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using MiyagiSensing.Domain;

namespace MiyagiSensing.Projections.TimeSeries;

/// <summary>
/// InfluxDB over HTTP: line protocol in, InfluxQL out. With a token it speaks the 2.x write API (<c>/api/v2/write</c>), else the 1.x one (<c>/write</c>). Errors that say "not now" come as
/// <see cref="HttpRequestException"/> like those that say "not so": the writer tries again either way and shows why.
/// </summary>
internal sealed class InfluxConnection(HttpClient http, InfluxOptions options)
{
    /// <summary>Creates the database of a 1.x server; the bucket of a 2.x one is made by its operator.</summary>
    public async Task CreateDatabaseAsync(CancellationToken cancellationToken)
    {
        if (options.Token is null)
        {
            using var request = Request(HttpMethod.Post, $"query?q={Uri.EscapeDataString($"CREATE DATABASE \"{options.Database}\"")}");
            using var response = await http.SendAsync(request, cancellationToken);
            await RequireSuccessAsync(response, cancellationToken);
        }
    }

    /// <summary>Writes lines with timestamps in ms; returns when the server has taken them. Writing the same again changes nothing.</summary>
    /// <exception cref="HttpRequestException">The server can't be reached, or refuses; the message holds its answer.</exception>
    public async Task WriteAsync(ReadOnlyMemory<byte> lines, CancellationToken cancellationToken)
    {
        var path = options.Token is null
            ? $"write?db={Uri.EscapeDataString(options.Database)}&precision=ms"
            : $"api/v2/write?bucket={Uri.EscapeDataString(options.Database)}&org={Uri.EscapeDataString(options.Organisation ?? "")}&precision=ms";
        using var request = Request(HttpMethod.Post, path);
        request.Content = new ReadOnlyMemoryContent(lines);
        using var response = await http.SendAsync(request, cancellationToken);
        await RequireSuccessAsync(response, cancellationToken);
    }

    /// <summary>Asks in InfluxQL; the answer is the server's JSON with times in ms.</summary>
    /// <exception cref="HttpRequestException">As for <see cref="WriteAsync"/>.</exception>
    public async Task<Stream> QueryAsync(string influxQl, CancellationToken cancellationToken)
    {
        var path = string.Create(
            CultureInfo.InvariantCulture,
            $"query?db={Uri.EscapeDataString(options.Database)}&epoch=ms&chunked=true&q={Uri.EscapeDataString(influxQl)}");
        using var request = Request(HttpMethod.Get, path);
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        await RequireSuccessAsync(response, cancellationToken);
        return await response.Content.ReadAsStreamAsync(cancellationToken);
    }

    /// <summary>Deletes the points of one sensor between two instants, both included; doing it again changes nothing. A 3.x server can't delete, and says so.</summary>
    /// <exception cref="HttpRequestException">As for <see cref="WriteAsync"/>.</exception>
    public async Task DeleteAsync(string measurement, string device, string sensor, DateTimeOffset first, DateTimeOffset last, CancellationToken cancellationToken)
    {
        foreach (var name in new[] { measurement, device, sensor })
        {
            // Ids hold nothing that a predicate could take for syntax.
            ArgumentOutOfRangeException.ThrowIfEqual(Identifier.IsValid(name), false, name);
        }

        if (options.Token is null)
        {
            var statement = string.Create(
                CultureInfo.InvariantCulture,
                $"DELETE FROM \"{measurement}\" WHERE \"device\" = '{device}' AND \"sensor\" = '{sensor}' AND time >= {first.ToUnixTimeMilliseconds()}ms AND time <= {last.ToUnixTimeMilliseconds()}ms");
            using var request = Request(HttpMethod.Post, $"query?db={Uri.EscapeDataString(options.Database)}&q={Uri.EscapeDataString(statement)}");
            using var response = await http.SendAsync(request, cancellationToken);
            await RequireSuccessAsync(response, cancellationToken);
            // What is wrong with the statement stands in the answer, whose status is 200.
            await foreach (var row in InfluxRows.ReadAsync(await response.Content.ReadAsStreamAsync(cancellationToken), cancellationToken))
            {
                throw new HttpRequestException("InfluxDB answers a deletion with " + row);
            }

            return;
        }

        using var delete = Request(HttpMethod.Post, $"api/v2/delete?bucket={Uri.EscapeDataString(options.Database)}&org={Uri.EscapeDataString(options.Organisation ?? "")}");
        delete.Content = JsonContent.Create(new
        {
            start = first.UtcDateTime,
            stop = last.UtcDateTime,
            predicate = $"_measurement=\"{measurement}\" AND device=\"{device}\" AND sensor=\"{sensor}\"",
        });
        using var answer = await http.SendAsync(delete, cancellationToken);
        await RequireSuccessAsync(answer, cancellationToken);
    }

    private HttpRequestMessage Request(HttpMethod method, string pathAndQuery)
    {
        var request = new HttpRequestMessage(method, new Uri(options.Url, pathAndQuery));
        if (options.Token is { } token)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Token", token);
        }
        else if (options.User is { } user)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue(
                "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{options.Password}")));
        }

        return request;
    }

    private static async Task RequireSuccessAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode)
        {
            var answer = await response.Content.ReadAsStringAsync(cancellationToken);
            throw new HttpRequestException(
                $"InfluxDB answers {(int)response.StatusCode}: {answer[..Math.Min(answer.Length, 300)].Trim()}", inner: null, response.StatusCode);
        }
    }
}
