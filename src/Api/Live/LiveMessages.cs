using MiyagiSensing.Projections.Live;
using MiyagiSensing.Projections.Stations;

namespace MiyagiSensing.Api.Live;

/// <summary>Read models to <see cref="LiveMessage"/>; pure.</summary>
internal static class LiveMessages
{
    /// <summary>What an update tells about one station, or about all when <paramref name="station"/> is null.</summary>
    public static LiveMessage FromUpdate(LiveUpdate update, string? station) => new()
    {
        Position = update.Position,
        Values = [.. update.Values.Where(value => station is null || value.Station == station).Select(value => LiveMessageValue.From(value.Station, value.Latest))],
        AlertsChanged = [.. update.AlertsChanged.Where(changed => station is null || changed == station)],
        DevicesChanged = [.. update.DevicesChanged.Where(changed => station is null || changed == station)],
    };

    /// <summary>
    /// The present state of stations. A client that comes back (<paramref name="lastSeen"/> is its last position) has missed an unknown part, so every station is named as
    /// changed; one that opens a page has just been given the lists.
    /// </summary>
    public static LiveMessage FromPresent(IReadOnlyList<StationOverview> stations, long? lastSeen)
    {
        IReadOnlyList<string> changed = lastSeen is null ? [] : [.. stations.Select(station => station.Station.Id)];
        return new LiveMessage
        {
            Position = lastSeen ?? 0,
            Values = [.. stations.SelectMany(station => station.Latest.Select(value => LiveMessageValue.From(station.Station.Id, value)))],
            AlertsChanged = changed,
            DevicesChanged = changed,
        };
    }
}
