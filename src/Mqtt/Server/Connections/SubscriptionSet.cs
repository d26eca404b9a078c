using System.Collections.Immutable;
using MiyagiSensing.Mqtt.Topics;

namespace MiyagiSensing.Mqtt.Server.Connections;

/// <summary>The subscriptions of one session. One thread changes them, any thread matches.</summary>
internal sealed class SubscriptionSet(int maximum)
{
    private ImmutableArray<(string Filter, MqttQualityOfService Granted)> _entries = [];

    /// <summary>Adds a subscription or replaces the one with the same filter; false when there are too many.</summary>
    public bool TryAdd(string filter, MqttQualityOfService granted)
    {
        var others = Without(filter);
        if (others.Length >= maximum)
        {
            return false;
        }

        ImmutableInterlocked.InterlockedExchange(ref _entries, others.Add((filter, granted)));
        return true;
    }

    /// <summary>Removes a subscription; false when there was none.</summary>
    public bool Remove(string filter)
    {
        var others = Without(filter);
        var existed = others.Length != _entries.Length;
        ImmutableInterlocked.InterlockedExchange(ref _entries, others);
        return existed;
    }

    /// <summary>Finds the highest QoS granted among the subscriptions that cover a topic; false when none does.</summary>
    public bool TryMatch(string topic, out MqttQualityOfService granted)
    {
        granted = MqttQualityOfService.AtMostOnce;
        var found = false;
        foreach (var entry in _entries)
        {
            if (TopicFilter.Matches(entry.Filter, topic))
            {
                found = true;
                granted = entry.Granted > granted ? entry.Granted : granted;
            }
        }

        return found;
    }

    private ImmutableArray<(string Filter, MqttQualityOfService Granted)> Without(string filter) =>
        _entries.RemoveAll(entry => string.Equals(entry.Filter, filter, StringComparison.Ordinal));
}
