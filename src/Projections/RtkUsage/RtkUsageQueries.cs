using System.Diagnostics;
using MiyagiSensing.Domain;
using MiyagiSensing.Projections.Engine;
using MiyagiSensing.Projections.Rollups;
using Npgsql;
using NpgsqlTypes;

namespace MiyagiSensing.Projections.RtkUsage;

/// <summary>Sums of the hours of sessions; Japan's periods begin with full hours, so they are exact.</summary>
internal sealed class RtkUsageQueries(ProjectionDatabase database, IRollupQueries rollups) : IRtkUsageQueries
{
    /// <summary>What a working base station reports without fail; see the catalog's metrics.</summary>
    private const string LifeSign = "uptime";

    public async Task<IReadOnlyList<RtkUsageFigures>> UsageAsync(
        JapanPeriod period, DateTimeOffset from, DateTimeOffset to, RtkUsageGrouping grouping, string? station, string? municipality, CancellationToken cancellationToken)
    {
        await using var command = database.Pages.CreateCommand(
            $"""
            select {BeginOf(period)} as begin, {GroupOf(grouping)} as grouped, count(distinct s.user_id), count(distinct (s.device, s.session, s.start)), sum(h.milliseconds)::bigint,
                sum(h.bytes)::bigint, sum(h.epochs)::bigint, sum(h.fixed)::bigint, sum(h.ages)::bigint, sum(h.age_sum), max(h.age_max), sum(h.drop_outs)::bigint
            from miyagi.rtk_session_hours h join miyagi.rtk_sessions s using (device, session, start)
            where h.hour >= $1 and h.hour < $2 and ($3 is null or s.station = $3) and ($4 is null or s.municipality = $4)
            group by begin, grouped order by begin, grouped nulls last
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = JapanPeriods.StartOf(period, from).ToUniversalTime() });
        command.Parameters.Add(new NpgsqlParameter { Value = JapanPeriods.EndOf(period, to.AddTicks(-1)).ToUniversalTime() });
        command.Parameters.Add(Optional(station));
        command.Parameters.Add(Optional(municipality));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<RtkUsageFigures> figures = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            var begin = new DateTimeOffset(reader.GetDateTime(0), JapanDay.Offset).ToUniversalTime();
            var ages = reader.GetInt64(8);
            figures.Add(new RtkUsageFigures
            {
                Name = JapanPeriods.NameOf(period, begin),
                From = begin,
                To = JapanPeriods.EndOf(period, begin),
                Group = reader.IsDBNull(1) ? null : reader.GetString(1),
                Users = reader.GetInt64(2),
                Sessions = reader.GetInt64(3),
                Hours = reader.GetInt64(4) / 3_600_000.0,
                Bytes = reader.GetInt64(5),
                Epochs = reader.GetInt64(6),
                Fixed = reader.GetInt64(7),
                AgeMean = ages == 0 ? null : (double)(reader.GetDecimal(9) / ages),
                AgeMax = reader.IsDBNull(10) ? null : (double)reader.GetDecimal(10),
                DropOuts = reader.GetInt64(11),
            });
        }

        return figures;
    }

    public async Task<IReadOnlyList<RtkSessionRow>> SessionsAsync(
        DateTimeOffset from, DateTimeOffset to, string? station, string? user, int limit, CancellationToken cancellationToken)
    {
        await using var command = database.Pages.CreateCommand(
            """
            select s.device, s.session, s.user_id, s.station, s.mountpoint, s.municipality, s.start, s.last_heard, s.state, s.reason, s.has_start, s.bytes, s.qualities,
                h.age_mean, h.age_max, h.drop_outs
            from miyagi.rtk_sessions s
            cross join lateral (
                select sum(age_sum) / nullif(sum(ages), 0) as age_mean, max(age_max) as age_max, sum(drop_outs)::int as drop_outs
                from miyagi.rtk_session_hours where device = s.device and session = s.session and start = s.start) h
            where s.start < $2 and s.last_heard >= $1 and ($3 is null or s.station = $3) and ($4 is null or s.user_id = $4)
            order by s.start desc, s.device, s.session limit $5
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = from.ToUniversalTime() });
        command.Parameters.Add(new NpgsqlParameter { Value = to.ToUniversalTime() });
        command.Parameters.Add(Optional(station));
        command.Parameters.Add(Optional(user));
        command.Parameters.Add(new NpgsqlParameter { Value = limit });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<RtkSessionRow> rows = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(new RtkSessionRow
            {
                Device = reader.GetString(0),
                Session = reader.GetString(1),
                User = TextAt(reader, 2),
                Station = TextAt(reader, 3),
                Mountpoint = TextAt(reader, 4),
                Municipality = TextAt(reader, 5),
                From = reader.GetFieldValue<DateTimeOffset>(6),
                LastHeard = reader.GetFieldValue<DateTimeOffset>(7),
                State = reader.GetString(8),
                Reason = TextAt(reader, 9),
                HasStart = reader.GetBoolean(10),
                Bytes = reader.IsDBNull(11) ? null : reader.GetInt64(11),
                Qualities = reader.GetFieldValue<int[]>(12),
                AgeMean = reader.IsDBNull(13) ? null : (double)reader.GetDecimal(13),
                AgeMax = reader.IsDBNull(14) ? null : (double)reader.GetDecimal(14),
                DropOuts = reader.GetInt32(15),
            });
        }

        return rows;
    }

    public async Task<RtkIdCount> IdsAsync(DateOnly day, DateOnly? knownOn, CancellationToken cancellationToken)
    {
        await using var command = database.Pages.CreateCommand(
            """
            select count(distinct user_id) filter (where retired_on is null or retired_on > $1 or retired_at >= $2), count(distinct user_id)
            from miyagi.rtk_ids where registered_on <= $1 and registered_at < $2
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = day });
        command.Parameters.Add(new NpgsqlParameter
        {
            Value = knownOn is { } last ? JapanDay.StartOf(last.AddDays(1)) : DateTimeOffset.MaxValue,
            NpgsqlDbType = NpgsqlDbType.TimestampTz,
        });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new RtkIdCount(day, reader.GetInt64(0), reader.GetInt64(1));
    }

    public async Task<IReadOnlyList<StationAvailability>> AvailabilityAsync(
        IEnumerable<string> stations, JapanPeriod period, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        List<StationAvailability> all = [];
        foreach (var station in stations)
        {
            var series = await rollups.ReadStationAsync(station, LifeSign, period, from, to, cancellationToken);
            // One device after the other may have stood there, each with its own expectations.
            all.AddRange(series.SelectMany(device => device.Rollups).GroupBy(rollup => rollup.From).OrderBy(group => group.Key).Select(group => new StationAvailability
            {
                Station = station,
                Name = group.First().Name,
                From = group.Key,
                To = group.First().To,
                Expected = group.Sum(rollup => rollup.Expected ?? 0),
                Received = group.Sum(rollup => Math.Min(rollup.Count, rollup.Expected ?? 0)),
            }));
        }

        return all;
    }

    /// <summary>Japan's local time at which the period of an hour begins.</summary>
    private static string BeginOf(JapanPeriod period)
    {
        const string Local = "(h.hour at time zone 'Asia/Tokyo')";
        return period switch
        {
            JapanPeriod.Hour => Local,
            JapanPeriod.Day => $"date_trunc('day', {Local})",
            JapanPeriod.TenDays => $"date_trunc('month', {Local}) + interval '10 days' * least((extract(day from {Local})::int - 1) / 10, 2)",
            JapanPeriod.Month => $"date_trunc('month', {Local})",
            JapanPeriod.FiscalYear => $"date_trunc('year', {Local} - interval '3 months') + interval '3 months'",
            _ => throw new UnreachableException(),
        };
    }

    private static string GroupOf(RtkUsageGrouping grouping) => grouping switch
    {
        RtkUsageGrouping.None => "null::varchar",
        RtkUsageGrouping.Station => "s.station",
        RtkUsageGrouping.Municipality => "s.municipality",
        _ => throw new UnreachableException(),
    };

    private static NpgsqlParameter Optional(string? text) => new() { Value = (object?)text ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Varchar };

    private static string? TextAt(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
