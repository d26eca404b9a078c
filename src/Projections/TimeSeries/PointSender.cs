using System.Text;
using Microsoft.Extensions.Logging;

namespace MiyagiSensing.Projections.TimeSeries;

/// <summary>
/// Gets a request into InfluxDB, all of it but what the server will never take: makes a missing 1.x database, cuts in two what is too large, cuts out a field whose type is in conflict, and
/// finds a refused line by halving. Failures that time or an operator can mend are thrown. Its callers write one after the other.
/// </summary>
internal sealed class PointSender(InfluxConnection influx, LeftOutPoints leftOut, ILogger<PointSender> logger)
{
    private bool _isPrepared;
    private int _checked;
    private string? _processStart;

    /// <summary>Writes whole lines; returns when the server has taken them or they have been counted as left out.</summary>
    /// <exception cref="InfluxException">Not now. <see cref="InfluxFailure.Restarted"/>: the lines have been taken, but what was written before may be gone.</exception>
    public async Task SendAsync(ReadOnlyMemory<byte> lines, CancellationToken cancellationToken)
    {
        if (!_isPrepared)
        {
            await PrepareAsync(cancellationToken);
            _isPrepared = true;
        }

        try
        {
            await TrySendAsync(lines, cancellationToken);
        }
        catch (InfluxException exception) when (exception.Failure == InfluxFailure.NoDatabase)
        {
            await influx.CreateDatabaseAsync(cancellationToken);
            await TrySendAsync(lines, cancellationToken);
            ProjectionsLog.DatabaseMade(logger);
            await RememberProcessAsync(cancellationToken);
            throw new InfluxException(InfluxFailure.Restarted, "InfluxDB had no database, so it was made: the last minutes are written once more. What is older is written by: ./miyagi timeseries rebuild", exception);
        }

        if (influx.OpenedCount != _checked)
        {
            await CheckProcessAsync(cancellationToken);
        }
    }

    /// <summary>A first start finds no database. An account that may only write is not allowed to make one, and need not where an operator has.</summary>
    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        try
        {
            await influx.CreateDatabaseAsync(cancellationToken);
        }
        catch (InfluxException exception) when (exception.Failure == InfluxFailure.Denied)
        {
        }
    }

    private async Task CheckProcessAsync(CancellationToken cancellationToken)
    {
        var (isFirst, before) = (_checked == 0, _processStart);
        await RememberProcessAsync(cancellationToken);
        // Where the server does not say when it was started, a new connection counts as a new server.
        if (!isFirst && (_processStart is null || _processStart != before))
        {
            throw new InfluxException(InfluxFailure.Restarted, "InfluxDB was started again: the last minutes are written once more.");
        }
    }

    private async Task RememberProcessAsync(CancellationToken cancellationToken)
    {
        _processStart = await influx.ReadProcessStartAsync(cancellationToken);
        _checked = influx.OpenedCount;
    }

    private async Task TrySendAsync(ReadOnlyMemory<byte> lines, CancellationToken cancellationToken)
    {
        try
        {
            await influx.WriteAsync(lines, cancellationToken);
        }
        catch (InfluxException exception) when (exception.Failure is InfluxFailure.Refused or InfluxFailure.TooLarge)
        {
            if (exception.Failure == InfluxFailure.Refused && InfluxRefusal.TryReadConflict(exception.Message, out var measurement, out var field, out var conflict))
            {
                var rest = LineFilter.Without(lines.Span, measurement, field, out var removed);
                if (removed > 0)
                {
                    leftOut.Add($"{measurement}.{field}", conflict, removed);
                    await SendRestAsync(rest, cancellationToken);
                    return;
                }
            }

            if (exception.Failure == InfluxFailure.Refused && InfluxRefusal.TryReadPartialWrite(exception.Message, out var count, out var reason))
            {
                leftOut.Add("(line)", reason, count);
                return;
            }

            await HalveAsync(lines, exception, cancellationToken);
        }
    }

    private Task SendRestAsync(ReadOnlyMemory<byte> lines, CancellationToken cancellationToken) =>
        lines.IsEmpty ? Task.CompletedTask : TrySendAsync(lines, cancellationToken);

    private async Task HalveAsync(ReadOnlyMemory<byte> lines, InfluxException refusal, CancellationToken cancellationToken)
    {
        var middle = LineFilter.Middle(lines.Span);
        if (middle > 0)
        {
            await TrySendAsync(lines[..middle], cancellationToken);
            await TrySendAsync(lines[middle..], cancellationToken);
            return;
        }

        leftOut.Add("(line)", refusal.Failure == InfluxFailure.TooLarge ? "too large" : InfluxRefusal.Shorten(refusal.Message), 1);
        ProjectionsLog.LineLeftOut(logger, InfluxRefusal.Shorten(Encoding.UTF8.GetString(lines.Span)));
    }
}
