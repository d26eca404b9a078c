using MiyagiSensing.Domain.Fisheries;

namespace MiyagiSensing.Projections.Fisheries;

/// <summary>What a species' season was and what may come, from the daily figures of a district's buoys.</summary>
/// <param name="stations">The district's stations that have a device.</param>
/// <param name="figures">All that is known of their series.</param>
/// <param name="day">The last day that counts.</param>
internal sealed class SpeciesHistory(IReadOnlyCollection<string> stations, IReadOnlyCollection<SensorFigures> figures, DateOnly day)
{
    /// <summary>Days in stress, by limit and station.</summary>
    public IReadOnlyList<StressDays> Stress(SpeciesDefinition species, IReadOnlyList<SpeciesLimit> limits) =>
    [
        .. from limit in limits
           from station in stations
           select StressDays.Of(species, limit, station, Of(station, limit.Metric).SelectMany(item => item.Days.Select(figure => (item.Sensor, figure))), day),
    ];

    /// <summary>Degree-days, by station and sensor; empty without a rule.</summary>
    public IReadOnlyList<SensorDegreeDays> DegreeDays(DegreeDayRule? rule) => rule is null
        ? []
        :
        [
            .. from station in stations
               from item in Of(station, rule.Metric)
               select new SensorDegreeDays(station, item.Sensor, DegreeDayCount.Of(rule, item.Days, day)),
        ];

    /// <summary>When the outlook reaches a limit.</summary>
    public IReadOnlyList<OutlookReach> Reaches(SpeciesDefinition species, IReadOnlyList<SpeciesLimit> limits) =>
    [
        .. from limit in limits
           from item in figures
           where item.Metric == limit.Metric && limit.AppliesTo(item.Sensor)
           let days = Outlook.Of(item.Days, day).Days.Where(ahead => species.IsJudgedBy(limit, ahead.Day.Month)).ToList()
           let possible = days.Find(ahead => limit.IsReachedBy(limit.Direction == "below" ? ahead.Low : ahead.High))
           where possible is not null
           select new OutlookReach(limit, item.Station, item.Sensor, possible.Day, days.Find(ahead => limit.IsReachedBy(ahead.Mean))?.Day),
    ];

    private IEnumerable<SensorFigures> Of(string station, string metric) => figures.Where(item => item.Station == station && item.Metric == metric);
}
