using MiyagiSensing.Domain;
using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Fisheries;

namespace MiyagiSensing.Projections.Fisheries;

/// <summary>Holds a species' limits against the newest readings of a district's buoys.</summary>
internal static class SpeciesJudgement
{
    /// <summary>The report without what needs history.</summary>
    /// <param name="species">As the catalog has it.</param>
    /// <param name="limits">Its limits as they hold in the district.</param>
    /// <param name="stations">The district's stations that have a device.</param>
    /// <param name="sensors">Their series.</param>
    /// <param name="metrics">What is physically possible.</param>
    /// <param name="at">Now, UTC.</param>
    public static SpeciesReport Of(
        SpeciesDefinition species, IReadOnlyList<SpeciesLimit> limits, IReadOnlyCollection<string> stations, IReadOnlyCollection<BuoySensor> sensors, IReadOnlyList<MetricDefinition> metrics,
        DateTimeOffset at)
    {
        var month = JapanDay.Of(at).Month;
        List<LimitReading> readings = [];
        foreach (var limit in limits.Where(limit => species.IsJudgedBy(limit, month)).OrderByDescending(limit => LimitLevels.RankOf(limit.Level)))
        {
            var metric = metrics.FirstOrDefault(known => known.Name == limit.Metric);
            foreach (var station in stations)
            {
                var own = sensors.Where(sensor => sensor.Station == station && sensor.Metric == limit.Metric && limit.AppliesTo(sensor.Sensor)).ToList();
                readings.AddRange(own.Select(sensor => LimitReading.Of(limit, metric, sensor.Newest, station, at) with { Device = sensor.Device, Sensor = sensor.Sensor }));
                if (own.Count == 0)
                {
                    readings.Add(LimitReading.Of(limit, metric, null, station, at));
                }
            }

            if (stations.Count == 0)
            {
                readings.Add(new LimitReading { Limit = limit, Unknown = UnknownReasons.NoBuoy });
            }
        }

        return new SpeciesReport
        {
            Species = species.Id,
            Name = species.Name,
            State = SpeciesState.Of(species.IsInSeason(month), readings),
            LastKnown = readings.Where(reading => reading.Reached == true).MaxBy(reading => LimitLevels.RankOf(reading.Limit.Level))?.Limit.Level,
            Stages = [.. species.Stages.Where(stage => stage.Months.Contains(month)).Select(stage => stage.Title)],
            Limits = readings,
            Note = species.Remark,
        };
    }
}
