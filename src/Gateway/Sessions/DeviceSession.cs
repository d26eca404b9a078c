using System.Net;
using MiyagiSensing.Gateway.Decoding;
using MiyagiSensing.Gateway.Topics;

namespace MiyagiSensing.Gateway.Sessions;

/// <summary>One open session of an authenticated device: its rights, and a decoder that remembers its names. Messages of a session come one at a time.</summary>
internal sealed class DeviceSession(string device, string domain, EndPoint? address, MissingValues missing, string? district = null)
{
    /// <summary>Device id, proven.</summary>
    public string Device { get; } = device;

    /// <summary>The only domain it speaks under.</summary>
    public string Domain { get; } = domain;

    /// <summary>Fisheries district of its station when it connected; null where there is none.</summary>
    public string? District { get; } = district;

    /// <summary>Where it connected from; null when not known.</summary>
    public EndPoint? Address { get; } = address;

    /// <summary>What it may publish and subscribe to.</summary>
    public DeviceTopics Topics { get; } = new(domain, device);

    /// <summary>Decodes its telemetry.</summary>
    public TelemetryDecoder Telemetry { get; } = new(device, domain, missing);

    /// <summary>Who its events are written down to.</summary>
    public string Actor { get; } = $"device:{device}";
}
