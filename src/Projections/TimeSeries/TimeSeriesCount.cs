namespace MiyagiSensing.Projections.TimeSeries;

/// <summary>Counts the points in InfluxDB: what an audit compares with the journal.</summary>
public sealed class TimeSeriesCount
{
    private readonly InfluxConnection _influx;

    internal TimeSeriesCount(InfluxConnection influx) => _influx = influx;

    /// <summary>All points of the given measurements; reads each point, since points of one series may have different fields.</summary>
    /// <exception cref="IOException">InfluxDB can't be reached or refuses.</exception>
    public async Task<long> ReadAsync(IEnumerable<string> domains, CancellationToken cancellationToken)
    {
        try
        {
            var points = 0L;
            foreach (var domain in domains)
            {
                await using var answer = await _influx.QueryAsync($"SELECT * FROM \"{domain}\"", cancellationToken);
                await foreach (var row in InfluxRows.ReadAsync(answer, cancellationToken))
                {
                    points += row.GetProperty("values").GetArrayLength();
                }
            }

            return points;
        }
        catch (InfluxException exception) when (exception.Failure == InfluxFailure.NoDatabase)
        {
            return 0;
        }
        catch (HttpRequestException exception)
        {
            throw new IOException(exception.Message, exception);
        }
    }
}
