namespace MiyagiSensing.Domain.Events;

/// <summary>A device was mounted at a station. Stream <c>device:{id}</c>. The first mounting also covers whatever the device measured before it.</summary>
public sealed record DeviceMounted : IDomainEvent
{
    /// <summary>Device id.</summary>
    public required string Device { get; init; }

    /// <summary>Station id.</summary>
    public required string Station { get; init; }

    /// <summary>From when on its readings belong to the station, UTC.</summary>
    public required DateTimeOffset From { get; init; }
}
