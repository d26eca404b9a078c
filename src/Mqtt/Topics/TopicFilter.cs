namespace MiyagiSensing.Mqtt.Topics;

/// <summary>Topic filters (MQTT 5.0 sections 4.7 and 4.8): what a SUBSCRIBE asks for.</summary>
public static class TopicFilter
{
    private const string SharePrefix = "$share/";

    /// <summary>True when not empty and each wildcard stands alone in its level, # only in the last (MQTT-4.7.1-1, MQTT-4.7.1-2).</summary>
    public static bool IsValid(ReadOnlySpan<char> filter)
    {
        if (filter.IsEmpty || filter.Contains('\0'))
        {
            return false;
        }

        while (true)
        {
            var level = NextLevel(ref filter, out var isLast);
            if (level.ContainsAny('+', '#') && (level.Length != 1 || (level[0] == '#' && !isLast)))
            {
                return false;
            }

            if (isLast)
            {
                return true;
            }
        }
    }

    /// <summary>True for the form of a shared subscription, $share/{name}/{filter}; MQTT 3.1.1 knows no such thing and takes it as a plain filter.</summary>
    public static bool IsShared(ReadOnlySpan<char> filter) => filter.StartsWith(SharePrefix, StringComparison.Ordinal);

    /// <summary>True when a valid filter covers a valid topic name; filters that begin with a wildcard do not cover topics that begin with $ (MQTT-4.7.2-1).</summary>
    public static bool Matches(ReadOnlySpan<char> filter, ReadOnlySpan<char> topic)
    {
        if (topic is ['$', ..] && filter is ['+' or '#', ..])
        {
            return false;
        }

        while (true)
        {
            var wanted = NextLevel(ref filter, out var filterEnds);
            if (wanted is "#")
            {
                return true;
            }

            var level = NextLevel(ref topic, out var topicEnds);
            if (wanted is not "+" && !wanted.SequenceEqual(level))
            {
                return false;
            }

            if (topicEnds)
            {
                // "sport/#" also covers "sport" itself (section 4.7.1.2).
                return filterEnds || filter is "#";
            }

            if (filterEnds)
            {
                return false;
            }
        }
    }

    private static ReadOnlySpan<char> NextLevel(ref ReadOnlySpan<char> rest, out bool isLast)
    {
        var slash = rest.IndexOf('/');
        isLast = slash < 0;
        var level = isLast ? rest : rest[..slash];
        rest = isLast ? default : rest[(slash + 1)..];
        return level;
    }
}
