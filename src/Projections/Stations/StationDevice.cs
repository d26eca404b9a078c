namespace MiyagiSensing.Projections.Stations;

/// <summary>A device at a station.</summary>
/// <param name="Device">Device id.</param>
/// <param name="Online">True while it has a session.</param>
/// <param name="LastSeenAt">Its newest reading or change of state, UTC; null when it was never heard of.</param>
public sealed record StationDevice(string Device, bool Online, DateTimeOffset? LastSeenAt);
