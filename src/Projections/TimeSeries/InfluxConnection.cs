using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using MiyagiSensing.Domain;

namespace MiyagiSensing.Projections.TimeSeries;

/// <summary>
/// InfluxDB over HTTP: line protocol in, InfluxQL out. With a token it speaks the 2.x write API (<c>/api/v2/write</c>), else the 1.x one (<c>/write</c>). Every failure is an
/// <see cref="InfluxException"/>. The writer and the readers have one each, so that a query that hangs holds up no write and the other way round.
/// </summary>
internal sealed class InfluxConnection : IDisposable
{
    /// <summary>How long the server may take over one request of the writer. Chosen: influxd itself gives up a write after 10 s, so who says nothing for longer is not there any more.</summary>
    public static readonly TimeSpan WriteTimeout = TimeSpan.FromSeconds(12);

    private const int MaxAnswerShown = 300;

    private readonly HttpClient _http;
    private readonly InfluxOptions _options;
    private int _opened;

    private InfluxConnection(InfluxOptions options, TimeSpan timeout)
    {
        _options = options;
        var handler = new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromSeconds(5),
            PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
            ConnectCallback = async (context, cancellationToken) =>
            {
                var socket = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp) { NoDelay = true };
                try
                {
                    await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
                    Interlocked.Increment(ref _opened);
                    return new System.Net.Sockets.NetworkStream(socket, ownsSocket: true);
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            },
        };
        _http = new HttpClient(handler) { Timeout = timeout };
    }

    /// <summary>How many connections have been opened. It is kept open for ever, so a new one means that the server, or something between, has closed the old one.</summary>
    public int OpenedCount => Volatile.Read(ref _opened);

    /// <summary>A connection for writing, with <see cref="WriteTimeout"/>.</summary>
    public static InfluxConnection ForWriting(InfluxOptions options) => new(options, WriteTimeout);

    /// <summary>A connection for queries: callers bound the time, since it runs until the last row has been read.</summary>
    public static InfluxConnection ForQueries(InfluxOptions options) => new(options, Timeout.InfiniteTimeSpan);

    /// <summary>Creates the database of a 1.x server, where it is missing; the bucket of a 2.x one is made by its operator.</summary>
    /// <exception cref="InfluxException">The server can't be reached, or refuses.</exception>
    public async Task CreateDatabaseAsync(CancellationToken cancellationToken)
    {
        if (_options.Token is null)
        {
            using var request = Request(HttpMethod.Post, $"query?q={Uri.EscapeDataString($"CREATE DATABASE \"{_options.Database}\"")}");
            using var response = await SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken);
        }
    }

    /// <summary>Writes lines with timestamps in ms; returns when the server has taken them. Writing the same again changes nothing.</summary>
    /// <exception cref="InfluxException">The server can't be reached, or refuses; the message holds its answer.</exception>
    public async Task WriteAsync(ReadOnlyMemory<byte> lines, CancellationToken cancellationToken)
    {
        var path = _options.Token is null
            ? $"write?db={Uri.EscapeDataString(_options.Database)}&precision=ms"
            : $"api/v2/write?bucket={Uri.EscapeDataString(_options.Database)}&org={Uri.EscapeDataString(_options.Organisation ?? "")}&precision=ms";
        using var request = Request(HttpMethod.Post, path);
        request.Content = new ReadOnlyMemoryContent(lines);
        using var response = await SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken);
    }

    /// <summary>Asks in InfluxQL; the answer is the server's JSON with times in ms.</summary>
    /// <exception cref="InfluxException">As for <see cref="WriteAsync"/>.</exception>
    public async Task<Stream> QueryAsync(string influxQl, CancellationToken cancellationToken)
    {
        var path = string.Create(
            CultureInfo.InvariantCulture,
            $"query?db={Uri.EscapeDataString(_options.Database)}&epoch=ms&chunked=true&q={Uri.EscapeDataString(influxQl)}");
        using var request = Request(HttpMethod.Get, path);
        var response = await SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        return await response.Content.ReadAsStreamAsync(cancellationToken);
    }

    /// <summary>Deletes the points of one sensor between two instants, both included; doing it again changes nothing. A 3.x server can't delete, and says so.</summary>
    /// <exception cref="InfluxException">As for <see cref="WriteAsync"/>.</exception>
    public async Task DeleteAsync(string measurement, string device, string sensor, DateTimeOffset first, DateTimeOffset last, CancellationToken cancellationToken)
    {
        foreach (var name in new[] { measurement, device, sensor })
        {
            // Ids hold nothing that a predicate could take for syntax.
            ArgumentOutOfRangeException.ThrowIfEqual(Identifier.IsValid(name), false, name);
        }

        if (_options.Token is null)
        {
            var statement = string.Create(
                CultureInfo.InvariantCulture,
                $"DELETE FROM \"{measurement}\" WHERE \"device\" = '{device}' AND \"sensor\" = '{sensor}' AND time >= {first.ToUnixTimeMilliseconds()}ms AND time <= {last.ToUnixTimeMilliseconds()}ms");
            using var request = Request(HttpMethod.Post, $"query?db={Uri.EscapeDataString(_options.Database)}&q={Uri.EscapeDataString(statement)}");
            using var response = await SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken);
            // What is wrong with the statement stands in the answer, whose status is 200.
            await foreach (var row in InfluxRows.ReadAsync(await response.Content.ReadAsStreamAsync(cancellationToken), cancellationToken))
            {
                throw new InfluxException(InfluxFailure.Denied, "InfluxDB answers a deletion with " + row);
            }

            return;
        }

        using var delete = Request(HttpMethod.Post, $"api/v2/delete?bucket={Uri.EscapeDataString(_options.Database)}&org={Uri.EscapeDataString(_options.Organisation ?? "")}");
        delete.Content = JsonContent.Create(new
        {
            start = first.UtcDateTime,
            stop = last.UtcDateTime,
            predicate = $"_measurement=\"{measurement}\" AND device=\"{device}\" AND sensor=\"{sensor}\"",
        });
        using var answer = await SendAsync(delete, HttpCompletionOption.ResponseContentRead, cancellationToken);
    }

    /// <summary>
    /// When the server's process was started, as its Prometheus metrics say (<c>process_start_time_seconds</c>: influxd 1.x and 2.x, victoria-metrics); null where it does not say.
    /// </summary>
    /// <exception cref="InfluxException">The server can't be reached.</exception>
    public async Task<string?> ReadProcessStartAsync(CancellationToken cancellationToken)
    {
        const string Metric = "process_start_time_seconds ";
        using var request = Request(HttpMethod.Get, "metrics");
        try
        {
            using var response = await SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken);
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            return text.Split('\n').FirstOrDefault(line => line.StartsWith(Metric, StringComparison.Ordinal))?[Metric.Length..].Trim();
        }
        catch (InfluxException exception) when (exception.Failure is not InfluxFailure.Unreachable and not InfluxFailure.Busy)
        {
            return null;
        }
    }

    public void Dispose() => _http.Dispose();

    private HttpRequestMessage Request(HttpMethod method, string pathAndQuery)
    {
        var request = new HttpRequestMessage(method, new Uri(_options.Url, pathAndQuery));
        if (_options.Token is { } token)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Token", token);
        }
        else if (_options.User is { } user)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue(
                "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{_options.Password}")));
        }

        return request;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, HttpCompletionOption completion, CancellationToken cancellationToken)
    {
        HttpResponseMessage? response = null;
        try
        {
            response = await _http.SendAsync(request, completion, cancellationToken);
            if (response.IsSuccessStatusCode)
            {
                return response;
            }

            var answer = await response.Content.ReadAsStringAsync(cancellationToken);
            throw Failed(response.StatusCode, answer);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            response?.Dispose();
            throw new InfluxException(InfluxFailure.Busy, $"InfluxDB did not answer within {_http.Timeout.TotalSeconds:F0} s.", exception);
        }
        catch (HttpRequestException exception) when (exception is not InfluxException)
        {
            response?.Dispose();
            throw new InfluxException(InfluxFailure.Unreachable, $"InfluxDB can't be reached at {_options.Url}: {exception.Message}", exception);
        }
        catch (InfluxException)
        {
            response?.Dispose();
            throw;
        }
    }

    private InfluxException Failed(HttpStatusCode status, string answer)
    {
        var said = $"InfluxDB answers {(int)status}: {answer[..Math.Min(answer.Length, MaxAnswerShown)].Trim()}";
        return status switch
        {
            HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity => new InfluxException(InfluxFailure.Refused, said, null, status),
            HttpStatusCode.RequestEntityTooLarge => new InfluxException(InfluxFailure.TooLarge, said, null, status),
            HttpStatusCode.NotFound when _options.Token is null => new InfluxException(InfluxFailure.NoDatabase, said, null, status),
            HttpStatusCode.NotFound => new InfluxException(
                InfluxFailure.NoDatabase,
                $"{said} Make the bucket '{_options.Database}', or name the right one in MIYAGI_INFLUX_DATABASE and its organisation in MIYAGI_INFLUX_ORG.", null, status),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new InfluxException(
                InfluxFailure.Denied,
                _options.Token is null
                    ? $"{said} Set MIYAGI_INFLUX_USER and MIYAGI_INFLUX_PASSWORD to an account that may write to '{_options.Database}', or MIYAGI_INFLUX_TOKEN for a 2.x server."
                    : $"{said} Set MIYAGI_INFLUX_TOKEN to a token that may read and write bucket '{_options.Database}'.",
                null, status),
            HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError => new InfluxException(InfluxFailure.Busy, said, null, status),
            _ => new InfluxException(InfluxFailure.Denied, $"{said} Check MIYAGI_INFLUX_URL.", null, status),
        };
    }
}
